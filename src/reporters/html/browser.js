(() => {
  // Places in a row, as pack.ts writes it. Numbers that are called "text" are places in the table of texts.
  const [FINGERPRINT, RULE, SEVERITY, STATE, TIMES, FIRST, LAST, TITLE, SERVERS, ABOUT] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const [REMARK, BECAUSE, REMEDY, CONTROLS, EVIDENCE, INVOCATIONS, INVOCATION_COUNT, VALUES] = [10, 11, 12, 13, 14, 15, 16, 17];
  const SEVERITIES = ['critical', 'high', 'medium', 'low'];
  const STATES = ['open', 'known', 'suppressed'];
  const ROWS_A_PAGE = 100;
  const NO_SERVER = 'no single server';

  const byId = (id) => document.getElementById(id);
  const list = byId('list');
  if (!list) return;
  const body = list.tBodies[0];
  const { rows, texts, controls } = JSON.parse(byId('data').textContent);
  const order = new Map(rows.map((row, index) => [row, index]));

  const familyOf = (row) => texts[row[RULE]].split('/')[0];
  const serversOf = (row) => row[SERVERS].map((text) => texts[text]);
  const pairs = (flat) => flat.flatMap((name, index) => (index % 2 === 0 ? [[texts[name], texts[flat[index + 1]]]] : []));
  const label = (name) => name.replace(/^token_(?=issuer)|_(?:name|id|ref)$/g, '').replaceAll('_', ' ');
  const aboutOf = (row) => pairs(row[ABOUT]);
  const count = (number) => number.toLocaleString('en');
  const time = (seconds) => (seconds === null ? '–' : new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' '));

  /** An element with attributes and children; text never becomes markup. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const draw = (name, attributes = {}, ...children) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // --- what is shown ---------------------------------------------------------------------------------------------------

  const choice = { words: [], server: undefined, family: '', severities: new Set([0, 1, 2, 3]), states: new Set([0, 1, 2]) };
  const sorting = { column: '', down: false };
  let shown = rows;
  let page = 0;

  const SEARCHED = [RULE, TITLE, REMARK, BECAUSE];
  let haystacks;
  const haystackOf = (row) => {
    const evidence = row[EVIDENCE].flatMap(([source, line, hash, record, , expected, observed]) => [
      `${texts[source]}:${line}`,
      hash,
      record,
      texts[expected],
      texts[observed],
    ]);
    const places = [...SEARCHED.map((place) => row[place]), ...row[ABOUT], ...row[SERVERS]];
    return [row[FINGERPRINT], ...places.map((text) => texts[text]), ...row[INVOCATIONS], ...evidence].join('\n').toLowerCase();
  };
  /** Made at the first search, since few need it and it takes memory. */
  const haystack = (row) => {
    haystacks ??= rows.map(haystackOf);
    return haystacks[order.get(row)];
  };

  const matches = (row) =>
    choice.severities.has(row[SEVERITY]) &&
    choice.states.has(row[STATE]) &&
    (choice.family === '' || familyOf(row) === choice.family) &&
    (choice.server === undefined || serversOf(row).includes(choice.server)) &&
    choice.words.every((word) => haystack(row).includes(word));

  const text = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const keys = {
    severity: (row) => row[SEVERITY],
    rule: (row) => texts[row[RULE]],
    about: (row) =>
      aboutOf(row)
        .map(([, value]) => value)
        .join(' '),
    times: (row) => row[TIMES],
    first: (row) => row[FIRST] ?? Number.POSITIVE_INFINITY,
    last: (row) => row[LAST] ?? Number.POSITIVE_INFINITY,
  };
  const sorted = (some) => {
    const key = keys[sorting.column];
    if (!key) return some;
    const keyed = some.map((row) => [key(row), row]);
    const sign = sorting.down ? -1 : 1;
    return keyed.sort(([a, one], [b, other]) => sign * text(a, b) || order.get(one) - order.get(other)).map(([, row]) => row);
  };

  // --- a row and what it opens to --------------------------------------------------------------------------------------

  const seconds = rows.flatMap((row) => (row[FIRST] === null ? [] : [row[FIRST], row[LAST]]));
  const begin = seconds.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const length = Math.max(1, seconds.reduce((a, b) => Math.max(a, b), 0) - begin);

  const lane = (row) => {
    if (row[FIRST] === null) return '';
    const x = ((row[FIRST] - begin) * 114) / length;
    const width = Math.max(6, ((row[LAST] - row[FIRST]) * 114) / length + 6);
    return draw(
      'svg',
      { class: 'lane', viewBox: '0 0 120 12', 'aria-hidden': 'true' },
      draw('rect', { class: 'track', y: 5, width: 120, height: 2 }),
      draw('rect', { class: SEVERITIES[row[SEVERITY]], x, y: 1, width: Math.min(width, 120 - x), height: 10, rx: 3 }),
    );
  };

  const rowOf = (row) => {
    const severity = SEVERITIES[row[SEVERITY]];
    const state = row[STATE] === 0 ? [] : [make('small', { class: 'state' }, STATES[row[STATE]])];
    const button = make('button', { type: 'button', class: 'open-row', 'aria-expanded': 'false' });
    button.append(make('strong', { class: 'name' }, texts[row[TITLE]]), make('small', {}, texts[row[RULE]]));
    const about = aboutOf(row).map(([name, value]) => `${label(name)} ${value}`);
    const element = make(
      'tr',
      {},
      make('td', {}, make('span', { class: `chip sev-${severity}` }, severity), ...state),
      make('th', { scope: 'row', class: 'wrap' }, button),
      make('td', { class: 'wrap' }, about.join(' · ')),
      make('td', { class: 'number' }, count(row[TIMES])),
      make('td', { class: 'time' }, time(row[FIRST])),
      make('td', { class: 'time' }, time(row[LAST])),
      make('td', {}, lane(row)),
    );
    button.addEventListener('click', () => toggle(row, element, button));
    return element;
  };

  const entry = (name, ...value) => make('div', {}, make('dt', {}, name), make('dd', {}, ...value));

  const evidenceTable = (row) => {
    const head = ['where', 'record', 'time (UTC)', 'observed', 'expected', 'SHA-256 of the record'];
    const cells = row[EVIDENCE].map(([source, line, hash, record, at, expected, observed]) =>
      make(
        'tr',
        {},
        make('td', { class: 'wrap' }, make('code', {}, `${texts[source]}:${line}`)),
        make('td', { class: 'wrap' }, make('code', {}, record)),
        make('td', { class: 'time' }, time(at)),
        make('td', { class: 'wrap' }, make('strong', {}, texts[observed])),
        make('td', { class: 'wrap' }, texts[expected]),
        make('td', { class: 'wrap' }, make('code', { class: 'hash' }, hash)),
      ),
    );
    return make(
      'table',
      {},
      make('thead', {}, make('tr', {}, ...head.map((name) => make('th', { scope: 'col' }, name)))),
      make('tbody', {}, ...cells),
    );
  };

  const andMore = (all, listed) => (all > listed ? ` and ${count(all - listed)} more` : '');

  const valueEntries = (row) =>
    row[VALUES].map(([name, all, ...some]) =>
      entry(label(texts[name]), some.map((value) => texts[value]).join(', ') + andMore(all, some.length)),
    );

  const noteEntries = (row) => [
    ...(texts[row[REMARK]] ? [entry('note', texts[row[REMARK]])] : []),
    ...(texts[row[BECAUSE]] ? [entry(row[STATE] === 0 ? 'note' : STATES[row[STATE]], texts[row[BECAUSE]])] : []),
  ];

  const controlEntries = (row) => {
    const links = controls[row[CONTROLS]].map(({ framework, id, title, strength }) =>
      make('li', {}, make('code', {}, id), ` ${title} `, make('small', {}, `${framework}, ${strength}`)),
    );
    return links.length === 0 ? [] : [entry('bears on', make('ul', { class: 'links' }, ...links))];
  };

  const recordEntries = (row) => {
    const ids = row[INVOCATIONS];
    return ids.length === 0
      ? []
      : [entry('records', make('code', {}, ids.join(', ')), andMore(row[INVOCATION_COUNT], ids.length))];
  };

  const detailOf = (row) => {
    const facts = [
      ...noteEntries(row),
      entry('to mend', texts[row[REMEDY]]),
      ...aboutOf(row).map(([name, value]) => entry(label(name), value)),
      ...valueEntries(row),
      ...recordEntries(row),
      ...controlEntries(row),
      entry('fingerprint', make('code', {}, row[FINGERPRINT])),
      entry('more', make('code', {}, `bindcheck explain ${texts[row[RULE]]}`)),
    ];
    return make(
      'tr',
      { class: 'detail' },
      make('td', { colspan: '7' }, evidenceTable(row), make('dl', { class: 'facts' }, ...facts)),
    );
  };

  const toggle = (row, element, button) => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) element.nextElementSibling.remove();
    else element.after(detailOf(row));
  };

  // --- drawing ---------------------------------------------------------------------------------------------------------

  const drawPage = () => {
    const pages = Math.max(1, Math.ceil(shown.length / ROWS_A_PAGE));
    page = Math.min(page, pages - 1);
    body.replaceChildren(...shown.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE).map(rowOf));
    byId('page').textContent = `page ${count(page + 1)} of ${count(pages)}`;
    byId('before').disabled = page === 0;
    byId('after').disabled = page >= pages - 1;
    byId('pages').hidden = pages === 1;
  };

  const update = () => {
    shown = sorted(rows.filter(matches));
    page = 0;
    byId('shown').textContent = `${count(shown.length)} of ${count(rows.length)} findings`;
    drawPage();
  };

  const turn = (by) => {
    page += by;
    drawPage();
    list.scrollIntoView({ block: 'nearest' });
  };

  // --- controls --------------------------------------------------------------------------------------------------------

  const checked = (name, all) =>
    new Set(
      [...document.querySelectorAll(`input[name="${name}"]`)].filter((box) => box.checked).map((box) => all.indexOf(box.value)),
    );

  /** Options are numbered, so that a server may be called anything. */
  const servers = [...new Set(rows.flatMap(serversOf))].sort();
  const families = [...new Set(rows.map(familyOf))];
  byId('server').append(...servers.map((name, index) => make('option', { value: String(index) }, name || NO_SERVER)));
  byId('family').append(...families.map((name) => make('option', { value: name }, name)));

  const read = () => {
    choice.words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    choice.server = byId('server').value === '' ? undefined : servers[Number(byId('server').value)];
    choice.family = byId('family').value;
    choice.severities = checked('severity', SEVERITIES);
    choice.states = checked('state', STATES);
    update();
  };

  const form = byId('filters');
  form.addEventListener('input', read);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(read));
  byId('before').addEventListener('click', () => turn(-1));
  byId('after').addEventListener('click', () => turn(1));

  for (const head of list.tHead.querySelectorAll('[data-column]')) {
    head.querySelector('button').addEventListener('click', () => {
      const { column } = head.dataset;
      sorting.down = sorting.column === column && !sorting.down;
      sorting.column = column;
      for (const other of list.tHead.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sorting.down ? 'descending' : 'ascending');
      update();
    });
  }

  const onlyChecked = (name, value) => {
    for (const box of document.querySelectorAll(`input[name="${name}"]`)) box.checked = box.value === value;
  };

  for (const link of document.querySelectorAll('a[data-family], a[data-severity]')) {
    link.addEventListener('click', () => {
      form.reset();
      const { server, family, severity } = link.dataset;
      if (family !== undefined) byId('family').value = family;
      if (server !== undefined) byId('server').value = String(servers.indexOf(server));
      if (severity !== undefined) {
        onlyChecked('severity', severity);
        onlyChecked('state', 'open');
      }
      setTimeout(() => byId('findings-title').focus());
    });
  }

  update();
})();
