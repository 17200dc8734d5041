"use strict";

const PAGE = 24;
const questions = { kind: "", shown: PAGE };
const LETTERS = "ABCDEFGH";

function drawKinds() {
  const counts = new Map([["", data.questions.length]]);
  for (const { kind } of data.questions) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  byId("kinds").hidden = !data.questions.length;
  byId("kinds").append(
    ...[...counts].map(([kind, count]) => {
      const label = make("span", { textContent: kind ? kind.replace("_", " ") : "all" });
      const number = make("b", { textContent: count });
      const button = make("button", { type: "button", dataset: { kind } }, label, number);
      button.onclick = () => {
        Object.assign(questions, { kind, shown: PAGE });
        drawCards();
      };
      return button;
    }),
  );
}

function drawCards() {
  for (const button of byId("kinds").children) {
    button.setAttribute("aria-pressed", button.dataset.kind === questions.kind);
  }
  const wanted = data.questions.filter((q) => !questions.kind || q.kind === questions.kind);
  const cards = byId("cards");
  cards.replaceChildren(...wanted.slice(0, questions.shown).map(questionCard));
  if (!wanted.length) {
    cards.append(make("p", { className: "quiet", textContent: "This film has no questions." }));
  }
  const rest = wanted.length - questions.shown;
  byId("more").hidden = rest <= 0;
  byId("more").textContent = `Show more (${rest} left)`;
  byId("more").onclick = () => {
    questions.shown += PAGE;
    drawCards();
    cards.children[questions.shown - PAGE]?.querySelector("button")?.focus();
  };
}

function questionCard(question) {
  const label = question.kind.replace("_", " ");
  const kind = make("p", { className: "kind" }, linkTo("question", question.id, label));
  const text = make("h3", { textContent: question.question });
  const card = make("article", { className: "card sheet", tabIndex: -1 }, kind, text);
  card.dataset.question = question.id;
  if (question.options) card.append(optionList(question, card));
  else {
    const button = make("button", { type: "button", className: "ask", textContent: "Show answer" });
    button.onclick = () => reveal(card, question);
    card.append(button);
  }
  return card;
}

function optionList(question, card) {
  const list = make("ol", { className: "options" });
  question.options.forEach((option, index) => {
    const letter = make("b", { textContent: LETTERS[index] ?? index + 1 });
    const button = make("button", { type: "button" }, letter, make("span", { textContent: option }));
    button.onclick = () => {
      button.classList.add("chosen");
      reveal(card, question);
    };
    list.append(make("li", {}, button));
  });
  return list;
}

function reveal(card, question) {
  markEvidence(question.evidence.spans_ms.map((span) => [span.start_ms, span.end_ms]));
  if (card.classList.contains("open")) return;
  card.classList.add("open");
  card.querySelector(".ask")?.remove();
  card.querySelectorAll(".options button").forEach((button, index) => {
    const right = index === question.answer_index;
    button.classList.add(right ? "right" : "wrong");
    if (right) button.append(make("em", { textContent: "right" }));
    else if (button.classList.contains("chosen")) button.append(make("em", { textContent: "no" }));
  });
  if (!question.options) {
    card.append(make("p", { className: "answer", textContent: question.answer }));
  }
  const shown = evidence(question);
  card.append(shown, proof(question));
  shown.focus({ preventScroll: true });
}

function evidence(question) {
  const label = `Evidence. The answer is: ${question.answer}`;
  const box = make("div", { className: "evidence", tabIndex: -1, aria: { label } });
  box.setAttribute("role", "group");
  const reel = make("div", { className: "reel" });
  for (const id of question.evidence.frames) {
    const index = frameNumber.get(id);
    if (index === undefined) continue;
    const thumb = thumbnail(index, `Go to evidence, frame ${index + 1}`);
    thumb.onclick = () => goTo(data.frames[index].t);
    reel.append(thumb);
  }
  if (reel.children.length) box.append(reel);
  for (const id of question.evidence.cues) {
    const cue = data.cues.find((candidate) => candidate.id === id);
    if (!cue) continue;
    const who = cue.who ? `${nameOf(cue.who)}: ` : "";
    const textContent = `${timecode(cue.span[0])} ${who}“${cue.text}”`;
    const button = make("button", { type: "button", className: "quote", textContent });
    button.onclick = () => goTo(cue.span[0]);
    box.append(button);
  }
  return box;
}

function proof(question) {
  const hops = `${question.hops} ${question.hops === 1 ? "hop" : "hops"}`;
  const length = `certificate ${(question.certificate_ms / 1000).toFixed(1)} s`;
  const checks = question.checks.length ? `passed: ${question.checks.join(", ").replaceAll("_", " ")}` : "";
  const textContent = [hops, length, checks].filter(Boolean).join(" · ");
  const code = make("code", { textContent: question.program });
  const words = byId("words").content.cloneNode(true);
  return make("div", { className: "proof-text" }, make("p", { textContent }), words, code);
}

const questionsOf = new Map();
for (const question of data.questions) {
  for (const id of question.evidence.frames) {
    questionsOf.set(id, [...(questionsOf.get(id) ?? []), question]);
  }
}

/** The questions that a frame is evidence of, each a link to its card. */
function provenBy(frame) {
  const asked = questionsOf.get(frame.id) ?? [];
  if (!asked.length) return [];
  const head = make("header", {}, make("h3", { textContent: "Evidence of" }));
  const items = asked.map(({ id, question }) => make("li", {}, linkTo("question", id, question)));
  const list = make("ul", { className: "seen" }, ...items);
  return [make("article", { className: "caption" }, head, list)];
}

function showQuestion(id) {
  const number = data.questions.findIndex((question) => question.id === id);
  if (number < 0) return;
  Object.assign(questions, { kind: "", shown: Math.max(PAGE, number + 1) });
  drawCards();
  const card = byId("cards").children[number];
  card.classList.add("linked");
  card.scrollIntoView({ block: "center" });
  card.focus({ preventScroll: true });
}

function goTo(ms) {
  play(false);
  seek(ms);
  byId("film").scrollIntoView({ block: "start" });
  byId("film").focus({ preventScroll: true });
}
