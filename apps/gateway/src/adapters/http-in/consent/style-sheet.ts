/** The one style sheet of the consent pages. */
export const styleSheet = `:root {
  color-scheme: light dark;
  --page: #f3f4f7; --card: #fff; --text: #1b1f2a; --soft: #555c6b; --line: #dde0e7; --main: #1254cc; --on-main: #fff;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #11141b; --card: #1b1f2a; --text: #f0f2f7; --soft: #a9b0bf; --line: #343b4a; --main: #8ab4ff; --on-main: #0b1220; }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
header, main { width: min(30rem, 100% - 1.5rem); margin: 0 auto; padding: 0 1.25rem }
header p { margin: 1rem 0 .75rem; font-weight: 700; color: var(--main) }
main { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.5rem 1.25rem; margin-bottom: 1.5rem; overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.25 }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem }
p { margin: .5rem 0 }
ul { margin: .5rem 0; padding-left: 1.25rem }
li { margin: .375rem 0 }
dl { display: grid; grid-template-columns: auto 1fr; gap: .5rem 1.25rem; margin: 1.5rem 0; padding: 1rem 0; border: solid var(--line); border-width: 1px 0 }
dt { color: var(--soft) }
dd { margin: 0; text-align: right; font-weight: 600 }
form { margin-top: 1.5rem }
.note { margin: 0 0 1rem; padding: .75rem 1rem; border-left: .25rem solid var(--main); background: var(--page) }
.action { display: block; width: 100%; min-height: 3rem; margin: .75rem 0 0; padding: .75rem 1rem; border: 2px solid var(--main); border-radius: .75rem; background: var(--main); color: var(--on-main); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer }
.other { background: transparent; color: var(--main) }
.action:focus-visible { outline: 3px solid var(--text); outline-offset: 2px }
@media (min-width: 34rem) { main { padding: 2rem } header { padding: 0 2rem } }
`;
