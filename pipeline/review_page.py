"""The review page's form: what ``pipeline.review`` fills in."""

STYLE = """
:root { color-scheme: light dark; --line: #8885; --mark: #d22; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 1180px; padding: 0 1rem 6rem; }
header { position: sticky; top: 0; background: Canvas; padding: .6rem 0; border-bottom: 1px solid var(--line);
  z-index: 2; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; }
header h1 { font-size: 1.1rem; margin: 0; flex: 1 1 auto; }
article { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0; padding: .8rem; }
article.decided { border-color: #2a7; }
article p { margin: .2rem 0 .6rem; }
.where { opacity: .75; font-size: .9em; }
.error { color: var(--mark); font-weight: 600; }
.view { position: relative; overflow: hidden; max-width: 100%; background-repeat: no-repeat; background-color: #fff;
  border: 1px solid var(--line); margin-bottom: .5rem; }
.box { position: absolute; outline: 3px solid var(--mark); outline-offset: 1px; }
.scroll { overflow-x: auto; }
textarea { width: 100%; box-sizing: border-box; font: inherit; min-height: 3.2em; }
fieldset { border: 0; padding: 0; margin: 0 0 .5rem; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
input[type=text] { font: inherit; }
.reason { width: 60%; }
"""

SCRIPT = """
const COLUMNS = ["action", "cell_id", "expect", "value", "reason", "by"];
const cards = [...document.querySelectorAll("article")];
const held = JSON.parse(document.getElementById("held").textContent);
const store = "renaksi " + document.body.dataset.decree;
const by = document.getElementById("by");
const field = (card, name) => card.querySelector(`[name="${name}"]`);
const choice = card => (card.querySelector("input[type=radio]:checked") || {}).value || "wait";
function decision(card) {
  const action = choice(card), text = field(card, "value").value;
  if (action === "wait") return null;
  const value = action === "dismiss" ? "" : action === "blank" || !text.trim() ? "(kosong)" : text;
  return { action: action === "dismiss" ? "dismiss" : "correct", cell_id: card.dataset.place,
    expect: card.dataset.expect, value, reason: field(card, "reason").value, by: by.value };
}
function quoted(text) { return /[",\\r\\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }
function csv() {
  const made = cards.map(decision).filter(Boolean), places = new Set(made.map(row => row.cell_id));
  const settles = row => ["correct", "dismiss", "split_cell"].includes(row.action);
  const rows = [...held.filter(row => !(settles(row) && places.has(row.cell_id))), ...made];
  const lines = rows.map(row => COLUMNS.map(name => quoted(row[name] || "")).join(","));
  return "\\ufeff" + [COLUMNS.join(","), ...lines, ""].join("\\r\\n");
}
function show() {
  let done = 0;
  for (const card of cards) {
    const decided = choice(card) !== "wait";
    card.classList.toggle("decided", decided);
    done += decided;
  }
  document.getElementById("done").textContent = `${done} of ${cards.length} decided`;
}
function keep() {
  const states = cards.map(card => [card.dataset.place,
    [choice(card), field(card, "value").value, field(card, "reason").value, card.dataset.expect]]);
  try {
    localStorage.setItem(store, JSON.stringify({ by: by.value, cards: Object.fromEntries(states) }));
  } catch (_) {}
  show();
}
function restore() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(store)); } catch (_) {}
  if (!kept) return;
  by.value = kept.by || "";
  for (const card of cards) {
    const state = (kept.cards || {})[card.dataset.place];
    if (!state || state[3] !== card.dataset.expect) continue;
    const radio = card.querySelector(`input[value="${state[0]}"]`);
    if (radio) radio.checked = true;
    field(card, "value").value = state[1];
    field(card, "reason").value = state[2];
  }
}
document.addEventListener("input", event => {
  const card = event.target.closest("article");
  if (card && event.target.name === "value") card.querySelector('input[value="correct"]').checked = true;
  keep();
});
document.getElementById("save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  link.download = document.body.dataset.decree + ".csv";
  link.click();
});
restore();
show();
"""

PAGE = (
    """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ stamp.decree_id }}: doubts</title>
<style>"""
    + STYLE
    + """
{% for sheet in sheets %}
.p{{ sheet.number }} { background-image: url(data:image/png;base64,{{ sheet.address }});
  background-size: {{ sheet.width }}px {{ sheet.height }}px; }
{% endfor %}
</style>
<body data-decree="{{ stamp.decree_id }}">
<header>
<h1>{{ stamp.decree_id }}, plan of {{ stamp.year }}</h1>
<span id="done">{{ cards|length }} cells to look at</span>
<label>by <input id="by" type="text" size="10"></label>
<button id="save" type="button">Download corrections</button>
</header>
<main>
<p>From {{ stamp.source }}. Keep the downloaded file as <code>data/corrections/{{ stamp.decree_id }}.csv</code>,
then run <code>make extract</code>. What was decided before is in it, too.</p>
{% if not cards %}<p>No open findings.</p>{% endif %}
{% if cards and not sheets %}
<p>The source has no pages to show, is gone or has changed since: texts only.</p>
{% endif %}
{% for card in cards %}
{% set line = card.line %}
<article data-place="{{ line.place }}" data-expect="{{ line.expect }}">
<p><span class="{{ line.severity }}">{{ line.severity }}</span>
{% for message in line.messages %}{{ message }}{{ "; " if not loop.last }}{% endfor %}<br>
<span class="where">{{ line.columns|join(", ") }}{% if line.page is not none %}, page {{ line.page }}{% endif %},
{{ line.place }}</span></p>
{% for view in card.views %}
<div class="scroll"><div class="view p{{ view.page }}" role="img" aria-label="page {{ view.page }}"
 style="width:{{ view.width }}px;height:{{ view.height }}px;background-position:0 -{{ view.top }}px">
<div class="box" style="left:{{ view.box.x0 }}px;top:{{ view.box.top }}px;
width:{{ (view.box.x1 - view.box.x0)|round(1) }}px;height:{{ (view.box.bottom - view.box.top)|round(1) }}px">
</div></div></div>
{% endfor %}
<p class="where">Read: {{ line.expect or "(blank)" }}</p>
<fieldset>
{% set n = loop.index %}
<label><input type="radio" name="a{{ n }}" value="wait" checked> later</label>
{% if card.writable %}
<label><input type="radio" name="a{{ n }}" value="correct"> the text is:</label>
<label><input type="radio" name="a{{ n }}" value="blank"> the cell is blank</label>
{% endif %}
<label><input type="radio" name="a{{ n }}" value="dismiss"> right as read</label>
</fieldset>
<textarea name="value" aria-label="text of the cell"{{ "" if card.writable else " hidden" }}>
{{ line.text }}</textarea>
<label>why <input class="reason" type="text" name="reason"></label>
</article>
{% endfor %}
</main>
<script type="application/json" id="held">{{ held|safe }}</script>
<script>"""
    + SCRIPT
    + """</script>
</body>
</html>
"""
)
