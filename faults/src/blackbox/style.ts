/** The report page's style: light and dark, narrow and wide. The kinds' colours are told apart by
 * people who see fewer of them (Okabe and Ito's set, darkened where white would swallow it). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f8; --card: #ffffff; --ink: #1d2328; --quiet: #5b6670; --line: #d9dee2;
  --good: #14724a; --bad: #b3261e;
  --bit-corruption: #b8568f; --shorn-write: #d98a00; --flying-write: #00845f;
  --unserialisable-write: #c9480a; --lost-write: #2b8cc4; --metadata-corruption: #6b52ae;
  --dead-device: #555b61;
  --survived: #3f7fb5; --not-required: #b9cbd9; --pending-there: #e0c48a;
  --pending-gone: #efe6d3; --lost: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181b; --card: #1d2327; --ink: #e6eaed; --quiet: #9aa6af; --line: #343c42;
    --good: #5fc99a; --bad: #ff8a80;
    --bit-corruption: #d987b4; --shorn-write: #f0ae3c; --flying-write: #35b98f;
    --unserialisable-write: #ee7a45; --lost-write: #6bbbe8; --metadata-corruption: #a48ee0;
    --dead-device: #a6adb3;
    --survived: #6ba6d8; --not-required: #3d5566; --pending-there: #a98f55;
    --pending-gone: #5a5140; --lost: #ff8a80;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 16px 48px; }
.target { margin: 0; color: var(--quiet); overflow-wrap: anywhere; }
h1 { margin: 4px 0 16px; font-size: 28px; line-height: 1.2; }
h2 { margin: 32px 0 8px; font-size: 18px; }
.clean { color: var(--good); }
.broken, .untested { color: var(--bad); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 12px; margin: 0; }
dl div, figure { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
dl div { padding: 10px 14px; display: flex; flex-direction: column-reverse; }
dt { color: var(--quiet); font-size: 13px; }
dd { margin: 0; font-size: 22px; font-variant-numeric: tabular-nums; }
.settings { color: var(--quiet); font-size: 13px; overflow-wrap: anywhere; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 16px; margin-top: 20px; }
figure { margin: 0; padding: 14px; }
figcaption { font-weight: 600; margin-bottom: 6px; }
figure svg { display: block; width: 100%; height: auto; overflow: visible; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 8px 0 0; padding: 0; font-size: 13px; color: var(--quiet); }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; padding: 6px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; }
th { color: var(--quiet); font-weight: 600; }
td:first-child, td:nth-child(3) { white-space: nowrap; }
@media (max-width: 480px) { th, td { padding: 6px 8px; } h1 { font-size: 24px; } }
.number { text-align: right; font-variant-numeric: tabular-nums; }
`;
