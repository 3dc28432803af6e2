/** What the report of power failures needs beside the style of all pages. The kinds' colours are
 * told apart by people who see fewer of them (Okabe and Ito's set, darkened where white would
 * swallow it). */
export const STYLE = `
:root {
  --bit-corruption: #b8568f; --shorn-write: #d98a00; --flying-write: #00845f;
  --unserialisable-write: #c9480a; --lost-write: #2b8cc4; --metadata-corruption: #6b52ae;
  --dead-device: #555b61;
  --survived: #3f7fb5; --not-required: #b9cbd9; --pending-there: #e0c48a;
  --pending-gone: #efe6d3; --lost: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bit-corruption: #d987b4; --shorn-write: #f0ae3c; --flying-write: #35b98f;
    --unserialisable-write: #ee7a45; --lost-write: #6bbbe8; --metadata-corruption: #a48ee0;
    --dead-device: #a6adb3;
    --survived: #6ba6d8; --not-required: #3d5566; --pending-there: #a98f55;
    --pending-gone: #5a5140; --lost: #ff8a80;
  }
}
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 16px; margin-top: 20px; }
figure { margin: 0; padding: 14px; }
figcaption { font-weight: 600; margin-bottom: 6px; }
figure svg { display: block; width: 100%; height: auto; overflow: visible; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 8px 0 0; padding: 0; font-size: 13px; color: var(--quiet); }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
td:first-child, td:nth-child(3) { white-space: nowrap; }
`;
