// Страница журнала: собирает сетку, клавиши, запись, поле справа и окна вместе.

import { Book } from "./book.js";
import { Colours } from "./colours.js";
import { choose, chosen, recall, shortcutsOn } from "./choices.js";
import { Clipboard } from "./clipboard.js";
import { Filling } from "./filling.js";
import { Grid } from "./grid.js";
import { Ground } from "./ground.js";
import { Keys } from "./keys.js";
import { Lessons } from "./lesson.js";
import { List } from "./list.js";
import { Live } from "./live.js";
import { Pad } from "./pad.js";
import { Period } from "./period.js";
import { listAsked, placeAsked } from "./place.js";
import { Proof } from "./proof.js";
import { Queue } from "./queue.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";
import { forgetPages, fresh, refreshSoon } from "../screen/kept.js";
import { whenStored } from "../screen/outbox.js";
import { post } from "../screen/server.js";
import { Status } from "./status.js";
import { Told } from "./told.js";
import { Tray } from "./tray.js";
import { Undo } from "./undo.js";
import { Views } from "./views.js";
import { fill, gettext, ngettext, timeNow } from "./words.js";

const FIRST_ROWS = 8; // видны сразу, остальные и дальние столбцы — следующим кадром
const UNSEEN = 300;
let begun = false;

const byId = (id) => document.getElementById(id);
const root = byId("journal");
const book = new Book(JSON.parse(byId("register").textContent));
recall(root.dataset.account);

const grid = new Grid(byId("pane"), book, root.dataset.title);
const ground = new Ground(byId("ground"));
const proof = new Proof(byId("proof"), book.data.urls.sure);
const help = byId("keys-help");
const told = new Told(byId("told"));

const page = { url: `${location.pathname}?period=${book.data.period.id}`, title: document.title.split(" — ")[0] };
const queue = new Queue(book, Number(root.dataset.account), page);
export const saving = new Saving(book, queue, {
  touched,
  said: (text) => status.say(text),
  lost,
  ground: (p, l, value, sentence) => ground.ask(book, p, l, value, sentence),
  proof: () => proof.ask(),
  wrote: (edits) => undoing.remember(edits),
});
const undoing = new Undo(book, {
  save: (edits) => saving.save(edits, { remember: false }),
  said: (text) => told.say(text),
  go: (p, l) => go(p, l, !list.kind),
  drop: (p, l) => saving.drop(p, l),
  turned: () => turned(),
});
const places = { line: byId("state"), spoken: byId("spoken"), alarm: byId("alarm") };
const status = new Status(places, book, saving, go);
const tray = new Tray(byId("tray-cell"), book, {
  mine: (p, l) => settle(p, l, saving.putMine(p, l)),
  theirs: (p, l) => settle(p, l, saving.keepTheirs(p, l)),
  lesson: (lesson) => lessons.open(lesson),
  hide: (p, l) => views.hide(l),
  note: noted,
});
const colours = new Colours(byId("tones"), book);
const views = new Views(byId("views"), byId("shown"), grid, colours, { placed: redrawAll, focus: () => go(...grid.at) });
const list = new List(byId("list"), grid, {
  put: (p, l, text) => saving.save([{ p, l, text }]),
  go: (p, l) => go(p, l, false),
  drop: (p, l) => saving.drop(p, l),
  mine: (p, l) => saving.putMine(p, l),
  theirs: (p, l) => saving.keepTheirs(p, l),
  lesson: (l) => lessons.open(book.lessons[l]),
});
const lessons = new Lessons(byId("lessons"), book, { placed: redrawAll });
const period = byId("period-marks") && new Period(byId("period-marks"), grid, {
  said: (text) => status.say(text),
  set: confirmed,
  refused: refusedFinal,
});
const selection = new Selection(grid, { go, on: shortcutsOn, changed: selected });
const filling = new Filling(grid, selection, { save: (edits) => saving.save(edits), said: (text) => told.say(text), undo: undoing, told });
const keys = new Keys(grid, selection, {
  go, put, shut, escape,
  clear: () => shut(...grid.at) || (selection.many ? filling.clear() : put(...grid.at, "")),
  down: () => filling.down(),
  undo: () => undoing.undo(),
  redo: () => undoing.redo(),
  help: showHelp,
  far: (name) => far[name](),
});
const far = {
  grid: () => look("grid"),
  lesson: () => look("lesson"),
  pupil: () => look("pupil"),
  views: () => views.open(),
  lessons: () => lessons.open(book.lessons[grid.at[1]]),
  note: () => byId("tray-cell").querySelector("[data-note]")?.focus(),
  hide: () => views.hide(grid.at[1]),
};
new Clipboard(grid, selection, { typing: () => keys.typing(), filling, told });
const live = new Live(book, { typing: (p, l) => keys.typing(p, l) || list.typing(p, l), touched, placed: redrawAll, answered });
const pad = new Pad(byId("pad"), book, { put: tapped, erase: () => shut(...grid.at) || put(...grid.at, "") });

function touched(p, l) {
  grid.redraw(p, l);
  list.redraw(p, l);
  const { state } = book.peek(p, l);
  if (state === "saving" || state === "refused") status.quiet();
  status.show();
  if (state === "saved") refreshSoon();
  if (state === "saved") tray.forget(p, l);
  else if (p === grid.at[0]) tray.draw();
}

/** Связи или сеанса нет; чей сеанс окончен, тому хранимые страницы больше не показывают. */
function lost(kind) {
  status.lost(kind);
  if (kind === "login" || kind === "other") forgetPages();
}

function answered() {
  saving.online();
  fresh();
}

function go(p, l, focus = true) {
  if (!grid.rows) return;
  if (!grid.layout.columns.includes(l)) views.reveal(l);
  selection.drop();
  if (String(grid.at) !== String([p, l])) {
    status.quiet();
    told.quiet();
  }
  grid.select(p, l, focus);
  tray.show(p, l);
  pad.show(book.isFinal(l));
}

function put(p, l, text) {
  return selection.many ? filling.fill(text) : saving.save([{ p, l, text }]);
}

function selected(count) {
  if (count) told.say(fill(gettext("Выделено клеток: %(count)s."), { count }));
  else told.quiet();
}

/** Кнопки отмены и возврата говорят, есть ли что отменять. */
function turned() {
  byId("undo").setAttribute("aria-disabled", String(!undoing.done.length));
  byId("redo").setAttribute("aria-disabled", String(!undoing.undone.length));
}

/** Записывает заметку к клетке. */
async function noted(p, l, text) {
  const cell = book.cell(p, l);
  const about = { lesson: book.lessons[l].id, student: book.pupils[p].id };
  const { status: answer, lost, body } = await post(book.data.urls.note, { ...about, old: cell.note, new: text });
  if (lost) return status.say(gettext("Заметка не записана: нет связи с сервером. Повторите, когда она вернётся."));
  if (answer === 409) status.say(fill(gettext("Заметку изменили, пока вы писали. Сейчас в ней: %(theirs)s"), { theirs: body.theirs || "–" }));
  else if (answer !== 200) return status.say(body.sentence || gettext("Заметка не записана. Обновите страницу и повторите."));
  cell.note = answer === 409 ? body.theirs : body.note;
  grid.redraw(p, l);
  tray.forget(p, l);
  return status.show();
}

/** Закрыта ли клетка, в выделении — все до одной; если да, говорит почему. */
function shut(p, l) {
  const open = selection.many && selection.block().flat().some((place) => !book.shutWhy(...place));
  const why = open ? "" : book.shutWhy(p, l);
  if (why) status.say(why);
  return Boolean(why);
}

function escape(p, l) {
  saving.drop(p, l);
}

async function settle(p, l, done) {
  await done;
  if (String(grid.at) === String([p, l])) go(p, l);
}

function tapped(sign) {
  if (shut(...grid.at)) return;
  put(...grid.at, sign);
  keys.step(1, 0);
}

/** Урок записан: столбцы могли поменяться местами. */
function redrawAll() {
  if (!grid.rows) return;
  const held = byId("pane").contains(document.activeElement); // кто стоял в клетке, стоит в ней и дальше
  const lesson = book.lessons[grid.at[1]];
  book.retell();
  grid.at = [grid.at[0], Math.max(0, lesson ? book.columnOf(lesson) : book.lessons.length)];
  selection.drop();
  grid.draw();
  views.tell();
  root.classList.toggle("no-lessons", book.bare);
  go(...grid.at, held);
  if (list.kind) list.open(list.kind, ...grid.at, false);
  status.show();
}

/** Сетка, один урок или один ученик: "grid", "lesson", "pupil". */
function look(kind, focus = true) {
  choose("look", kind);
  keys.close(true);
  selection.drop();
  root.classList.toggle("listing", kind !== "grid");
  for (const button of document.querySelectorAll("#looks button")) button.setAttribute("aria-pressed", String(button.dataset.look === kind));
  byId("list").hidden = kind === "grid";
  if (kind !== "grid") return list.open(kind, ...grid.at, focus);
  list.kind = "";
  grid.fit();
  return go(...grid.at, focus);
}

function confirmed(p) {
  saving.lastSaved = timeNow();
  tray.forget(p, book.lessons.length);
  touched(p, book.lessons.length);
}

function refusedFinal(p, sentence) {
  if (p < 0) return;
  Object.assign(book.cell(p, book.lessons.length), { value: book.proposal(p), state: "refused", sentence });
  touched(p, book.lessons.length);
}

function showHelp() {
  for (const box of help.querySelectorAll("input[type=checkbox]")) box.checked = chosen(box.name, true);
  help.showModal();
}

/** Где встать: сегодняшний урок, иначе последний прошедший. */
function firstColumn() {
  const past = book.lessons.filter((lesson) => lesson.date <= book.data.today).length;
  return Math.max(0, past - 1);
}

function holdTray(open) {
  byId("tray").classList.toggle("up", open);
  byId("show-tray").setAttribute("aria-expanded", String(open));
}

/** На телефоне действия страницы стоят под историей. */
function actFromTray(event) {
  const act = event.target.closest("button[data-for]");
  if (!act) return;
  holdTray(false);
  byId(act.dataset.for)?.click();
}

function listen() {
  help.addEventListener("change", (event) => choose(event.target.name, event.target.checked));
  byId("show-views").addEventListener("click", () => views.open());
  byId("looks").addEventListener("click", (event) => event.target.dataset.look && look(event.target.dataset.look));
  byId("pane").addEventListener("click", (event) => {
    const head = event.target.closest("[data-sort]");
    if (head) views.sort(head.dataset.sort);
  });
  byId("undo")?.addEventListener("click", () => undoing.undo());
  byId("redo")?.addEventListener("click", () => undoing.redo());
  byId("show-keys").addEventListener("click", showHelp);
  byId("show-lessons").addEventListener("click", () => lessons.open(book.lessons[grid.at[1]]));
  byId("print").addEventListener("click", () => window.print());
  byId("set-period")?.addEventListener("click", () => period.open());
  byId("show-tray").addEventListener("click", () => holdTray(!byId("tray").classList.contains("up")));
  byId("tray-acts").addEventListener("click", actFromTray);
  addEventListener("keydown", (event) => event.key === "Escape" && !document.querySelector("dialog[open]") && holdTray(false));
  addEventListener("resize", () => grid.fit());
  addEventListener("online", () => saving.flush());
  addEventListener("beforeunload", warn);
  whenStored(() => saving.lost && status.show());
}

/** Уходящего держат, только пока набранное ещё не легло на хранение. */
function warn(event) {
  keys.close(true);
  if (queue.safe) return;
  event.preventDefault();
  const text = ngettext("Не отправлена %(count)s запись.", "Не отправлено записей: %(count)s.", queue.count);
  event.returnValue = fill(text, { count: queue.count });
}

function begin() {
  listen();
  if (!grid.rows) {
    byId("pane").textContent = gettext("В этом журнале нет учеников. Состав класса ведёт завуч: «Классы».");
    return;
  }
  grid.at = [0, firstColumn()];
  grid.draw(FIRST_ROWS);
  grid.at = grid.layout.nearest(grid.layout.rows[0], firstColumn());
  grid.select(...grid.at, false);
  views.tell();
  root.classList.toggle("no-lessons", book.bare);
  afterPaint(settleIn);
}

/** Зовёт, когда кадр показан; в скрытой вкладке кадров нет — тогда скоро. */
function afterPaint(deed) {
  const timer = setTimeout(deed, UNSEEN);
  requestAnimationFrame(() => setTimeout(() => {
    clearTimeout(timer);
    if (!begun) deed();
  }));
}

/** Остальное: прочие строки и столбцы, место из адреса, неотправленное, чужие правки. */
function settleIn() {
  begun = true;
  grid.drawRest();
  go(...placeAsked(book, location.hash, grid.at), false);
  const wanted = listAsked(location.hash) || chosen("look", "grid");
  if (wanted !== "grid") look(wanted, false);
  saving.restore();
  live.begin();
  status.show();
}

begin();
