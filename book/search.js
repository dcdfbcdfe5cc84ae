// The search page: looks through all sections of the site while one types. MiniSearch finds, this shows.
{
  const SHOWN = 30;
  const AROUND = 90; // characters of an excerpt on either side of a word
  const field = document.querySelector("#query");
  const count = document.querySelector("#count");
  const list = document.querySelector("#found");
  const index = new window.MiniSearch({
    fields: ["title", "text"],
    searchOptions: { boost: { title: 3 }, combineWith: "AND", prefix: true, fuzzy: (term) => (term.length > 5 ? 0.2 : false) },
  });
  const sections = new Map(window.bookSections.map((section) => [section.id, section]));
  index.addAll(window.bookSections);

  /** Return an element with a text and children. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /** Return a piece of a text around the first of some words, which are marked. */
  function excerpt(text, words) {
    const places = words.map((word) => text.toLowerCase().indexOf(word)).filter((place) => place >= 0);
    if (!places.length) return make("p", {}, `${text.slice(0, 2 * AROUND)} …`);
    const start = Math.max(0, Math.min(...places) - AROUND);
    const piece = text.slice(start, Math.min(...places) + AROUND).replace(/^\S*\s|\s\S*$/gu, (part, at) => (at || start ? " " : part));
    const any = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "iu");
    const parts = piece.split(any).map((part, n) => (n % 2 ? make("mark", {}, part) : part));
    return make("p", {}, start ? "… " : "", ...parts, " …");
  }

  function show() {
    const query = field.value.trim();
    const found = query ? index.search(query) : [];
    const items = found.slice(0, SHOWN).map(({ id, terms }) => {
      const { page, place, title, text } = sections.get(id);
      return make("li", {}, make("a", { href: place ? `${page}#${place}` : page }, title), excerpt(text, terms));
    });
    list.replaceChildren(...items);
    if (!query) count.textContent = "Type one or more words. A section has to contain all of them.";
    else if (!found.length) count.textContent = `No section has “${query}”. Try fewer words, or another form of a word.`;
    else count.textContent = found.length > SHOWN ? `The best ${SHOWN} of ${found.length} sections` : `${found.length} ${found.length === 1 ? "section" : "sections"}`;
  }

  field.value = new URLSearchParams(window.location.search).get("q") ?? "";
  field.addEventListener("input", () => {
    const address = new URL(window.location.href);
    address.searchParams.set("q", field.value);
    window.history.replaceState(null, "", address);
    show();
  });
  show();
}
