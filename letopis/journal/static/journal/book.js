// Журнал в памяти страницы: ученики, уроки, клетки и отметки за период.

import { meanShown, proposed, summed } from "./averages.js";
import { absenceIn, readCell, readFinal, scaleOf, spoken } from "./cell.js";
import { Offers } from "./offers.js";
import { dayAndMonth, fill, gettext } from "./words.js";

export const CHANGED_LATE = 1;
export const BY_HAND = 1;
export const FINAL_CHANGED_LATE = 2;

const blank = () => ({ value: "", saved: "", flags: 0, note: "", state: "", sending: null, theirs: "", who: "", at: "", sentence: "", reason: "", key: "", sent: null });
const filled = (value, flags) => Object.assign(blank(), { value, saved: value, flags: flags || 0 });
const EMPTY = Object.freeze(blank());

/** Урок из короткой записи сервера. */
export function lessonOf([id, date, number, kind, weight, topic, homework, locked, control, type, instead]) {
  const lesson = { id, date, number, kind, weight, topic, homework, locked: Boolean(locked), control: Boolean(control), type, instead: instead || "" };
  return Object.assign(lesson, { day: dayAndMonth(date), cells: new Map() });
}

const inOrder = (one, two) => (one.date === two.date ? one.number - two.number : one.date < two.date ? -1 : 1);

export class Book {
  constructor(data) {
    this.data = data;
    this.scale = scaleOf(data);
    this.pupils = data.pupils.map(([id, name, from, till]) => ({ id, name, from, till }));
    this.lessons = data.lessons.map(lessonOf);
    this.papers = data.papers || [];
    this.parts = (data.parts || []).map(([short, title, ...marks]) => ({ short, title, marks }));
    this.offers = new Offers(data, this.scale);
    this.finals = new Map((data.finals || []).map(([p, value, flags]) => [p, filled(value, flags)]));
    this.retell();
    data.cells.forEach((line, p) => this.#fill(p, line.split(",")));
    for (const [p, l, flags, note] of data.beside) Object.assign(this.cell(p, l), { flags, note });
  }

  #fill(p, values) {
    values.forEach((value, l) => value && this.lessons[l].cells.set(p, filled(value)));
  }

  /** Средние и предложения сервера: за год он считает их по отметкам периодов. */
  retell() {
    this.told = new Map((this.data.told || []).map(([p, mean, proposal]) => [p, { mean, proposal }]));
  }

  /** Период, в котором должны быть уроки, а их ещё нет. */
  get bare() {
    return !this.lessons.length && !this.data.told;
  }

  /** Столбец отметки за период стоит за последним уроком. */
  isFinal(l) {
    return l === this.lessons.length;
  }

  #column(l) {
    return this.isFinal(l) ? this.finals : this.lessons[l].cells;
  }

  /** Клетка для чтения. */
  peek(p, l) {
    return this.#column(l).get(p) || EMPTY;
  }

  /** Клетка для записи. */
  cell(p, l) {
    const column = this.#column(l);
    if (!column.has(p)) column.set(p, blank());
    return column.get(p);
  }

  /** Где теперь стоит урок (null — столбец периода). */
  columnOf(lesson) {
    return lesson ? this.lessons.indexOf(lesson) : this.lessons.length;
  }

  /** Строка ученика по его номеру на сервере, -1 если его нет на странице. */
  rowOf(student) {
    return this.pupils.findIndex((pupil) => pupil.id === student);
  }

  /** Ставит урок на его место по дате; прежняя запись того же урока заменяется. */
  place(lesson) {
    const old = this.lessons.find((one) => one.id === lesson.id);
    if (old) Object.assign(old, lesson, { cells: old.cells });
    else this.lessons.push(lesson);
    this.lessons.sort(inOrder);
    return old || lesson;
  }

  /** Читает набранное для этого столбца. */
  read(text, l) {
    return this.isFinal(l) ? readFinal(text, this.scale) : readCell(text, this.scale);
  }

  /** Учился ли ученик здесь в день урока. */
  enrolled(p, l) {
    if (this.isFinal(l)) return true;
    const { from, till } = this.pupils[p];
    const { date } = this.lessons[l];
    return (!from || from <= date) && (!till || date <= till);
  }

  /** Стоит точка: работу ещё ждут. */
  expects(cell) {
    return Boolean(this.scale.expected) && cell.value.split(" ").includes(this.scale.expected);
  }

  /** Последний день ожидания работы урока. */
  due(l) {
    const day = new Date(`${this.lessons[l].date}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + this.data.wait);
    return day.toISOString().slice(0, 10);
  }

  /** Документы, закрывающие пропуск ученика на уроке. */
  papersOn(p, l) {
    if (this.isFinal(l) || !this.papers.length) return [];
    const { date } = this.lessons[l];
    return this.papers.filter(([row, since, until]) => row === p && since <= date && date <= until);
  }

  locked(l) {
    return this.isFinal(l) ? Boolean(this.data.period.closed) : this.lessons[l].locked;
  }

  /** Период закрыт, но исправить с основанием этот человек вправе. */
  needsGround(l) {
    return this.locked(l) && this.data.correct;
  }

  /** Нельзя ли сюда писать; почему — скажет shutWhy. */
  shut(p, l) {
    if (!this.enrolled(p, l) || (!this.isFinal(l) && this.lessons[l].date > this.data.today)) return true;
    return !(this.locked(l) ? this.data.correct : this.data.write);
  }

  /** Почему сюда нельзя писать; "" если можно. */
  shutWhy(p, l) {
    if (!this.enrolled(p, l)) return fill(gettext("%(pupil)s в этот день не в списке класса."), { pupil: this.pupils[p].name });
    if (!this.isFinal(l) && this.lessons[l].date > this.data.today) {
      return fill(gettext("Урок %(day)s ещё не прошёл. Отметки ставят в день урока или позже."), { day: this.lessons[l].day });
    }
    if (this.locked(l)) return this.data.correct ? "" : this.#closedSentence();
    return this.data.write ? "" : gettext("Журнал открыт вам для чтения. Пишет в нём учитель, назначенный на этот предмет.");
  }

  #closedSentence() {
    const { title, closed } = this.data.period;
    if (this.data.instead && !closed) return gettext("На замене пишут только в тот урок, который проводят вместо другого учителя.");
    if (!closed) return gettext("Урок закрыт для правки. Исправление с основанием вносит завуч.");
    const text = gettext("Период «%(title)s» закрыт %(day)s. Исправление с основанием вносит завуч.");
    return fill(text, { title, day: dayAndMonth(closed) });
  }

  /** Значение, идущее в расчёт: непринятое и спорное не считается. */
  #counted(cell) {
    return cell.state === "refused" || cell.state === "conflict" ? cell.saved : cell.value;
  }

  /** Что стоит в клетке, если непринятое и спорное не считать. */
  standing(p, l) {
    return this.#counted(this.peek(p, l));
  }

  #sum(p) {
    return summed(this.lessons.map((lesson) => [this.#counted(lesson.cells.get(p) || EMPTY), lesson.weight]), this.scale.retakes);
  }

  mean(p) {
    return this.told.get(p)?.mean ?? meanShown(this.#sum(p));
  }

  proposal(p) {
    if (this.data.told) return this.told.get(p)?.proposal ?? "";
    const given = this.lessons.map((lesson) => this.#counted(lesson.cells.get(p) || EMPTY));
    const byMean = this.told.get(p)?.proposal ?? proposed(this.#sum(p), this.data.rule);
    return this.offers.of(p, byMean, given, this.missed(p));
  }

  count(p) {
    return this.#sum(p).count;
  }

  /** Средний за урок, без весов. */
  lessonMean(l) {
    const sum = summed(this.pupils.map((_, p) => [this.#counted(this.peek(p, l)), 1]), this.scale.retakes);
    return sum.count > 2 ? meanShown(sum, 1) : "";
  }

  /** Средний по классу: все отметки периода с весами. */
  classMean() {
    const sums = this.pupils.map((_, p) => this.#sum(p));
    const total = (part) => sums.reduce((sum, one) => sum + one[part], 0);
    return meanShown({ points: total("points"), weights: total("weights") });
  }

  /** Сколько уроков пропущено и сколько их уже было для ученика. */
  missed(p) {
    const past = this.lessons.filter((lesson, l) => lesson.date <= this.data.today && this.enrolled(p, l));
    const absent = (lesson) => absenceIn(this.#counted(lesson.cells.get(p) || EMPTY), this.scale);
    return { missed: past.filter((lesson) => absent(lesson) && absent(lesson) !== this.scale.late).length, past: past.length };
  }

  /** Все клетки в данном состоянии: [строка, столбец]. */
  inState(...states) {
    const found = [];
    for (let l = 0; l <= this.lessons.length; l++) {
      for (const [p, cell] of this.#column(l)) if (states.includes(cell.state)) found.push([p, l]);
    }
    return found;
  }

  /** Имя клетки для чтения вслух. */
  name(p, l) {
    const cell = this.peek(p, l);
    const where = this.isFinal(l) ? this.data.period.title : this.lessons[l].day;
    if (cell === EMPTY && !this.locked(l) && !this.shut(p, l)) return `${this.pupils[p].name}, ${where}: ${spoken("", this.scale)}`;
    const parts = [`${this.pupils[p].name}, ${where}: ${spoken(cell.value, this.scale)}`];
    parts.push(...this.#nameOfState(cell, l));
    if (cell.note) parts.push(gettext("есть заметка"));
    if (absenceIn(cell.value, this.scale) && this.papersOn(p, l).length) parts.push(gettext("есть документ"));
    if (!this.enrolled(p, l)) parts.push(gettext("не в списке класса"));
    else if (this.locked(l)) parts.push(gettext("закрыто"));
    return parts.join(", ");
  }

  #nameOfState(cell, l) {
    const words = [];
    if (cell.state === "refused") words.push(gettext("не принято"));
    if (cell.state === "conflict") words.push(gettext("изменено другим"));
    if (cell.state === "queued") words.push(gettext("ждёт связи"));
    if (this.isFinal(l) && cell.flags & BY_HAND) words.push(gettext("не по расчёту"));
    if (cell.flags & (this.isFinal(l) ? FINAL_CHANGED_LATE : CHANGED_LATE)) words.push(gettext("изменено после закрытия"));
    return words;
  }
}
