//! The style of all pages. It is in the page, and the page's policy has its digest.

pub(super) const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#16202b;--soft:#566373;--line:#dde3ea;--paper:#fff;--ground:#f3f5f8;--accent:#1f5eff;--accent-ink:#fff;\
--warn:#8a1c1c;--warn-ground:#fdeceb;--good:#12633d;--good-ground:#e5f5ec}\
@media (prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#a3b0bf;--line:#2d3947;--paper:#18212b;--ground:#0f151c;--accent:#7aa2ff;\
--accent-ink:#0b1220;--warn:#ffb4ab;--warn-ground:#3b1a18;--good:#8fe0b4;--good-ground:#12301f}}\
*{box-sizing:border-box}\
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;gap:1.5rem;padding:1.5rem 1rem;background:var(--ground);\
color:var(--ink);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif}\
header{display:flex;align-items:center;gap:.6rem;width:100%;max-width:30rem;color:var(--soft);font-size:.95rem}\
.mark{width:1.1rem;height:1.1rem;border-radius:.3rem;background:linear-gradient(135deg,var(--accent),#8a5cff)}\
main{width:100%;max-width:30rem;background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:1.75rem;\
box-shadow:0 1px 2px rgb(16 32 48/.06),0 8px 24px rgb(16 32 48/.06)}\
footer{color:var(--soft);font-size:.875rem;text-align:center}\
footer p{margin:0}\
.provider{margin:0 0 .25rem;color:var(--soft);font-size:.875rem;letter-spacing:.02em}\
h1{margin:0;font-size:1.35rem;line-height:1.3;overflow-wrap:anywhere}\
.words{margin:.5rem 0 0;color:var(--soft);overflow-wrap:anywhere;white-space:pre-line}\
.amount{margin:1.25rem 0 0;font-size:2.1rem;font-weight:650;line-height:1.15;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}\
.amount small{font-size:1rem;font-weight:500;color:var(--soft)}\
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:1.25rem 0 0;padding-top:1.25rem;border-top:1px solid var(--line);font-size:.9rem}\
dt{color:var(--soft)}\
dd{margin:0;text-align:right;overflow-wrap:anywhere}\
form{margin:1.25rem 0 0;display:grid;gap:.75rem}\
label{font-weight:600;font-size:.95rem}\
.hint{margin:0;color:var(--soft);font-size:.875rem}\
input{width:100%;padding:.7rem .85rem;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:.6rem}\
button{padding:.8rem 1rem;font:inherit;font-weight:600;border-radius:.6rem;border:1px solid transparent;cursor:pointer}\
.pay{background:var(--accent);color:var(--accent-ink)}\
.plain{background:transparent;color:var(--ink);border-color:var(--line)}\
.suggested{display:flex;flex-wrap:wrap;gap:.5rem}\
.suggested button{flex:1 1 5rem}\
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}\
.note{margin:1.25rem 0 0;padding:.75rem 1rem;border-radius:.6rem;background:var(--ground)}\
.bad{background:var(--warn-ground);color:var(--warn)}\
.good{background:var(--good-ground);color:var(--good)}\
.wide header,.wide main{max-width:76rem}\
section{margin-top:2rem}\
h2{margin:0 0 .5rem;font-size:1.05rem}\
a{color:var(--accent)}\
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}\
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.75rem}\
table{width:100%;border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}\
th,td{padding:.5rem .75rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:middle}\
th{color:var(--soft);font-weight:600;white-space:nowrap}\
tbody tr:last-child td{border-bottom:0}\
.inline{display:flex;gap:.4rem;margin:0;justify-content:flex-end}\
.inline button{padding:.3rem .7rem;font-size:.875rem}\
.chip{display:inline-block;margin-right:.3rem;padding:.05rem .5rem;border-radius:1rem;background:var(--ground)}\
@media (max-width:24rem){main{padding:1.25rem}.amount{font-size:1.7rem}}";
