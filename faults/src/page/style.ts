/** The style that all pages have: light and dark, narrow and wide. */
export const BASE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f8; --card: #ffffff; --ink: #1d2328; --quiet: #5b6670; --line: #d9dee2;
  --good: #14724a; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181b; --card: #1d2327; --ink: #e6eaed; --quiet: #9aa6af; --line: #343c42;
    --good: #5fc99a; --bad: #ff8a80;
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
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; padding: 6px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; }
th { color: var(--quiet); font-weight: 600; }
@media (max-width: 480px) { th, td { padding: 6px 8px; } h1 { font-size: 24px; } }
.number { text-align: right; font-variant-numeric: tabular-nums; }
`;
