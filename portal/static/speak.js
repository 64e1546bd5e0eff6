// Reads the page aloud with the phone's own voice, sentence by sentence. What is read is what can be
// seen. How signs and numbers are said is data: content/spoken/.
"use strict";

{
  const bar = document.querySelector("[data-speak]");
  const engine = window.speechSynthesis;
  const SILENT = "[hidden], [aria-hidden=true], .vh, nav, .tools, .back, .toggle, .anchor, .qr, .banner, [data-speak], script, style, svg, textarea, select, option, noscript";
  const SAYS = /[\p{L}\p{N}]/u;
  const rules = {};
  const part = (name) => bar.querySelector(`[data-${name}]`);
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const own = primary(document.documentElement.lang);

  const voiceOf = (lang) => {
    const fit = engine.getVoices().filter((voice) => primary(voice.lang) === lang);
    return fit.find((voice) => voice.default) ?? fit.find((voice) => voice.localService) ?? fit[0];
  };

  // How it is said.
  const spell = (n, { numbers }, set = "main") => {
    let best = -1, divisor, form;
    for (const known of [numbers.main, numbers[set] ?? {}])
      for (const key of Object.keys(known)) {
        const [base, by] = key.split("/").map(Number);
        if (base <= n && base >= best) [best, divisor, form] = [base, by ?? 10 ** (String(base).length - 1), known[key]];
      }
    if (!/[[{]/.test(form)) return form;
    const left = n % divisor;
    return form.replace(/\[(.*?)\]/g, left ? "$1" : "").replace(/\{([qr])(?::(\w+))?\}/g, (_, which, other) => spell(which === "q" ? Math.floor(n / divisor) : left, { numbers }, other));
  };
  const figures = (text, of) => text.trim().split(" ").map((group) => [...group].filter((sign) => /\d/.test(sign)).map((sign) => spell(+sign, of)).join(" ")).join(", ");
  const number = (whole, decimals, of) => {
    const plain = whole.replace(/\D/g, "");
    if (plain.length > 9 || /^0\d/.test(plain)) return figures(plain, of);
    const year = plain === whole && !decimals && /^(19|20)\d\d$/.test(plain);
    return spell(+plain, of, year ? "year" : "main") + (decimals ? ` ${of.point} ${figures(decimals, of)}` : "");
  };
  const said = (text, lang) => {
    const of = rules[lang];
    text = text.replace(/[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();
    if (!of) return text;
    for (const [pattern, by] of of.replace) text = text.replace(new RegExp(pattern, "gu"), by);
    for (const pattern of of.figures) text = text.replace(new RegExp(pattern, "gu"), (found) => figures(found, of));
    if (of.ordinals) text = text.replace(new RegExp(of.ordinals.pattern, "gu"), (_, day) => of.ordinals.words[day - 1]);
    const digits = new RegExp(`(\\p{L}?)(\\d{1,3}(?:${of.group}\\d{3})+(?!\\d)|\\d+)(?:${of.decimal}(\\d+))?(?=(\\p{L}?))`, "gu");
    return text.replace(digits, (_, before, whole, decimals, after) => before + (/\p{Script=Latin}/u.test(before) ? " " : "") + number(whole, decimals, of) + (after ? " " : "")).replace(/ {2,}/g, " ");
  };

  // What is read: what can be seen, in runs of text that belong together, cut into sentences.
  const seen = (element) => !element.closest(SILENT) && (element.checkVisibility?.() ?? element.getClientRects().length > 0);
  const blockOf = (element) => {
    while (/^(inline|contents)/.test(getComputedStyle(element).display) && element.id !== "main") element = element.parentElement;
    return element;
  };
  const runs = () => {
    const found = [];
    const walker = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    let run;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 1) {
        if (node.tagName === "BR") run = null;
        continue;
      }
      if (!node.data.trim() ? !run : !seen(node.parentElement)) continue;
      const block = blockOf(node.parentElement);
      if (run?.block !== block) {
        if (!node.data.trim()) continue;
        found.push((run = { block, nodes: [] }));
      }
      run.nodes.push(node);
    }
    return found;
  };
  const ends = (text, abbreviations) => {
    const found = [];
    for (const match of text.matchAll(/[.!?…؟۔]+[»”"’)\]\u2069]*\s+/gu)) {
      const end = match.index + match[0].length;
      const word = /[\p{L}.]*$/u.exec(text.slice(0, match.index))[0].toLowerCase();
      if (match[0][0] === "." && (abbreviations.has(word) || /^\p{Ll}/u.test(text.slice(end)))) continue;
      found.push(end);
    }
    return [...found, text.length];
  };
  const sentences = () => {
    const abbreviations = new Set(Object.values(rules).flatMap((of) => of.abbreviations ?? []));
    const found = [];
    for (const { block, nodes } of runs()) {
      const text = nodes.map((node) => node.data).join("");
      let from = 0;
      for (const to of ends(text, abbreviations)) {
        if (SAYS.test(text.slice(from, to))) found.push({ block, ...piecesOf(nodes, from, to) });
        from = to;
      }
    }
    return found;
  };
  // A sentence by language: its Danish words are said by a Danish voice, where there is one.
  const piecesOf = (nodes, from, to) => {
    const pieces = [], ranges = [];
    let start = 0;
    for (const node of nodes) {
      const [first, last] = [Math.max(from - start, 0), Math.min(to - start, node.length)];
      start += node.length;
      if (first >= last) continue;
      const range = document.createRange();
      range.setStart(node, first);
      range.setEnd(node, last);
      ranges.push(range);
      const text = node.data.slice(first, last);
      const marked = primary(node.parentElement.closest("[lang]").lang);
      const lang = voiceOf(marked) ? marked : own;
      const before = pieces.at(-1);
      if (before && (before.lang === lang || !SAYS.test(text))) before.text += text;
      else if (before && !SAYS.test(before.text)) pieces.splice(-1, 1, { lang, text: before.text + text });
      else pieces.push({ lang, text });
    }
    return { pieces, ranges };
  };

  let queue = [], at = 0, turn = 0, state = "off", slow = false, held, shown;

  const mark = (sentence) => {
    if (shown === sentence) return;
    shown?.block.classList.remove("spoken");
    shown = sentence;
    if (window.Highlight && CSS.highlights) {
      CSS.highlights.delete("spoken");
      if (sentence) CSS.highlights.set("spoken", new Highlight(...sentence.ranges));
    } else sentence?.block.classList.add("spoken");
    sentence?.block.scrollIntoView({ block: "nearest" });
  };
  const set = (next) => {
    state = next;
    const [play] = bar.children;
    play.lastElementChild.textContent = { off: play.dataset.play, on: play.dataset.pause, paused: play.dataset.on }[next];
    bar.classList.toggle("on", next !== "off");
    if (next === "off" && part("while").contains(document.activeElement)) play.focus();
    part("while").hidden = next === "off";
  };
  const hush = () => {
    turn += 1;
    engine.cancel();
  };
  const stop = () => {
    hush();
    mark(null);
    set("off");
  };
  const say = () => {
    const mine = (turn += 1);
    const next = queue[at];
    if (!next) return stop();
    mark(next.sentence);
    const voice = voiceOf(next.lang);
    held = Object.assign(new SpeechSynthesisUtterance(said(next.text, next.lang)), { voice, lang: voice?.lang ?? next.lang, rate: slow ? 0.7 : 1 });
    held.onend = () => {
      if (mine !== turn) return;
      at += 1;
      say();
    };
    held.onerror = () => mine === turn && (stop(), (part("voiceless").hidden = false));
    engine.speak(held);
  };
  // From the beginning of the sentence: phones differ in what their own pause does.
  const again = () => {
    at = queue.findIndex(({ sentence }) => sentence === queue[at].sentence);
    set("on");
    hush();
    say();
  };
  const start = async () => {
    set("on");
    const mine = (turn += 1);
    engine.speak(new SpeechSynthesisUtterance("")); // some phones let nobody speak later who did not speak when pressed
    await Promise.all(Object.entries(JSON.parse(bar.dataset.speak)).map(async ([lang, address]) => {
      rules[lang] ??= await fetch(address).then((answer) => answer.json()).catch(() => undefined);
      if (!rules[lang]) delete rules[lang];
    }));
    if (mine !== turn) return;
    queue = sentences().flatMap((sentence) => sentence.pieces.map((piece) => ({ ...piece, sentence })));
    at = 0;
    hush();
    say();
  };

  // What this phone can do is seen before anything is pressed.
  const offer = () => {
    if (!engine.getVoices().length) return;
    bar.hidden = false;
    const able = Boolean(voiceOf(own));
    bar.children[0].hidden = !able;
    part("voiceless").hidden = able;
    const danish = part("voiceless").querySelector("a");
    if (danish) danish.hidden = !voiceOf("da");
  };

  if (bar && engine && window.SpeechSynthesisUtterance) {
    bar.children[0].addEventListener("click", () => ({ off: start, on: () => (hush(), set("paused")), paused: again })[state]());
    part("stop").addEventListener("click", stop);
    part("slower").addEventListener("click", ({ currentTarget }) => {
      slow = !slow;
      currentTarget.setAttribute("aria-pressed", slow);
      if (state === "on" && queue[at]) again();
    });
    part("skip").addEventListener("click", () => {
      const here = queue[at]?.sentence.block;
      while (queue[at] && queue[at].sentence.block === here) at += 1;
      if (!queue[at]) return stop();
      again();
    });
    addEventListener("keydown", ({ key }) => key === "Escape" && state !== "off" && stop());
    addEventListener("pagehide", hush);
    engine.onvoiceschanged = offer;
    offer();
  }
}
