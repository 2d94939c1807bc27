/** Who may import whom, and why. Enforced by `npm test`; the map for people is src/README.md. */

/** What a room of src may import from the other rooms, as the start of a path below src. */
const rooms = [
  {
    room: 'model/',
    may: ['model/'],
    because: 'The words of the house must mean the same in every room, so they lean on none of them.',
  },
  {
    room: 'lib/',
    may: ['lib/'],
    because: 'A leaf that imports a room ties a knot through every room that uses the leaf.',
  },
  {
    room: 'readers/',
    may: ['readers/', 'model/', 'lib/'],
    because: 'Bytes go in here and drafts come out; what happens to them is for later rooms, and nothing flows back.',
  },
  {
    room: 'tokens/',
    may: ['tokens/', 'model/', 'lib/'],
    because: 'The room that holds raw credentials must be readable on its own, so it knows neither logs nor rules nor reports.',
  },
  {
    room: 'store/',
    may: ['store/', 'model/', 'lib/'],
    because: 'The database keeps what it is given; were it to judge, SQL would hold a second copy of the rules.',
  },
  {
    room: 'policy/',
    may: ['policy/', 'model/', 'lib/'],
    because: 'A policy says what was to be demanded, whatever the logs and the rules make of it.',
  },
  {
    room: 'mapping/',
    may: ['mapping/', 'policy/(parse|problem|schema)\\.ts$', 'readers/', 'model/', 'lib/'],
    because: 'A mapping makes a format out of a file of the user; what it yields goes the way of any other format.',
  },
  {
    room: 'facts/',
    may: ['facts/', 'model/', 'lib/'],
    because: 'Facts are computed once for all rules, so they cannot depend on any.',
  },
  {
    room: 'rules/',
    may: ['rules/', 'facts/', 'model/', 'lib/'],
    because:
      'A rule is a pure function over facts: no SQL, no crypto, no reader, no report, so that a test needs a record and nothing else.',
  },
  {
    room: 'evaluate/',
    may: ['evaluate/', 'rules/define\\.ts$', 'facts/', 'model/', 'lib/'],
    because:
      'The engine is handed rules and records as arguments; were it to import them, adding a rule could mean changing the engine.',
  },
  {
    room: 'triage/',
    may: ['triage/', 'model/', 'lib/'],
    because: 'What the user decided about a finding changes its state and must not be able to change a verdict.',
  },
  {
    room: 'frameworks/',
    may: ['frameworks/', 'model/'],
    because: 'Compliance facts are data that people check against the standard; rules and findings are joined to them elsewhere.',
  },
  {
    room: 'compliance/',
    may: ['compliance/', 'frameworks/', 'model/', 'lib/'],
    because: 'Here findings and frameworks meet; what a control is told to be must follow from counts alone, never from a log.',
  },
  {
    room: 'reporters/',
    may: ['reporters/', 'frameworks/', 'model/', 'lib/'],
    because: 'A report is written from the Report alone, so that a saved one gives the same text without the logs.',
  },
  {
    room: 'ingest(-lines)?\\.ts$',
    may: ['ingest-lines\\.ts$', 'workers/', 'readers/', 'tokens/', 'store/', 'model/', 'lib/'],
    because: 'Ingest ends where the facts are stored; judging them may happen years later with another policy.',
  },
  {
    room: 'judge\\.ts$',
    may: ['store/', 'facts/', 'rules/define\\.ts$', 'evaluate/', 'triage/', 'model/', 'lib/'],
    because: 'Part of a database is judged alike on whatever thread, from what is stored and the terms alone.',
  },
  {
    room: 'workers/',
    may: ['workers/', 'ingest-lines\\.ts$', 'judge\\.ts$', 'rules/', 'evaluate/', 'tokens/', 'store/', 'model/', 'lib/'],
    because: 'A thread runs what would be done without it; it knows no option, no source and no report.',
  },
  {
    room: 'findings\\.ts$',
    may: ['store/', 'evaluate/', 'rules/define\\.ts$', 'frameworks/', 'model/', 'lib/'],
    because: 'Here what grew becomes findings and meets the controls; what is made of all of them is for the report.',
  },
  {
    room: 'report\\.ts$',
    may: ['store/', 'evaluate/', 'triage/', 'compliance/', 'frameworks/', 'model/', 'lib/'],
    because: 'The Report is put together from what was counted and found; nothing is read or judged again for it.',
  },
  {
    room: 'audit\\.ts$',
    may: [
      'ingest\\.ts$',
      'judge\\.ts$',
      'findings\\.ts$',
      'workers/',
      'report\\.ts$',
      'readers/',
      'tokens/',
      'store/',
      'policy/',
      'facts/',
      'rules/',
      'evaluate/',
      'triage/',
      'frameworks/',
      'model/',
      'lib/',
    ],
    because: 'The program on one page gives back a Report; how it is printed, and what the shell is told, is for cli.',
  },
];

/** Foreign things that have one home: packages and parts of Node. */
const homes = [
  {
    name: 'sql-lives-in-store',
    modules: ['better-sqlite3'],
    home: ['store/'],
    because: 'With SQL in one room the driver can be swapped, and what the database may hold can be seen at a glance.',
  },
  {
    name: 'jose-lives-in-tokens',
    modules: ['jose'],
    home: ['tokens/'],
    because: 'Verification happens in one place, where its error codes become facts; a second place could disagree with it.',
  },
  {
    name: 'crypto-lives-in-tokens',
    modules: ['crypto'],
    home: ['tokens/', 'lib/(running-)?digest\\.ts$', 'store/open\\.ts$'],
    because: 'Hashes have one spelling (lib), randomness one use (the key of a database, store/open.ts), all else is for tokens.',
  },
  {
    name: 'csv-is-framed-in-one-place',
    modules: ['csv-parse'],
    home: ['readers/frames/'],
    because: 'Formats map rows; how rows were quoted is none of their business.',
  },
  {
    name: 'paths-are-found-in-one-place',
    modules: ['tinyglobby'],
    home: ['readers/find\\.ts$'],
    because: 'Which files are read, and that links are not followed, is decided once.',
  },
  {
    name: 'policy-syntax-lives-in-policy',
    modules: ['yaml'],
    home: ['policy/'],
    because: 'YAML has traps (aliases, types) that are closed once.',
  },
  {
    name: 'schemas-are-checked-where-they-are-published',
    modules: ['ajv'],
    home: ['policy/', 'reporters/read-report\\.ts$'],
    because: 'A schema has one reader, which turns its complaints into sentences; elsewhere data is known to be in order.',
  },
  {
    name: 'colour-lives-in-the-table',
    modules: ['chalk', 'cli-table3'],
    home: ['reporters/table', 'cli/'],
    because: 'Terminal escapes in any other format would be an injection.',
  },
  {
    name: 'csv-is-written-by-its-reporters',
    modules: ['csv-stringify'],
    home: ['reporters/csv'],
    because: 'Cells that a spreadsheet would run are disarmed where CSV is written, so it is written nowhere else.',
  },
  {
    name: 'options-live-in-cli',
    modules: ['commander', 'process', 'readline', 'tty'],
    home: ['cli/'],
    because: 'A function that reads the command line or the environment cannot be run twice with the same result.',
  },
  {
    name: 'disk-is-touched-by',
    modules: ['fs', 'fs/promises'],
    home: ['cli/', 'readers/(find|open-file|database-file)\\.ts$', 'store/(open|file|foreign)\\.ts$', 'lib/package-file\\.ts$'],
    because:
      'The list of places that may touch the disk is short enough to audit, since everything read is hostile; other rooms read no more than what is shipped with the program.',
  },
  {
    name: 'threads-live-in-workers',
    modules: ['worker_threads'],
    home: ['workers/'],
    because: 'With one room for threads every other function can be read as if there were none.',
  },
  {
    name: 'no-network-and-no-programs',
    modules: [
      'http',
      'https',
      'http2',
      'net',
      'tls',
      'dgram',
      'dns',
      'dns/promises',
      'child_process',
      'cluster',
      'inspector',
      'vm',
    ],
    home: [],
    because: 'bindcheck never opens a connection, starts a program or runs what it reads (contract §1, §5).',
  },
];

const escaped = (name) => name.replace(/[/.-]/g, '\\$&');
const below = (starts) => starts.map((start) => `^src/${start}`);
const moduleNamed = (name) => [`^(node:)?${escaped(name)}$`, `(^|/)node_modules/(@types/)?${escaped(name)}/`];

const roomRules = rooms.map(({ room, may, because }) => ({
  name: `${room.replace(/\W.*$/, '')}-imports-only-what-it-may`,
  comment: because,
  severity: 'error',
  from: { path: `^src/${room}` },
  to: { path: '^src/', pathNot: below(may) },
}));

const homeRules = homes.map(({ name, modules, home, because }) => ({
  name,
  comment: because,
  severity: 'error',
  from: { path: '^src/', ...(home.length > 0 && { pathNot: below(home) }) },
  to: { path: modules.flatMap(moduleNamed) },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...homeRules,
    {
      name: 'one-rule-does-not-know-another',
      comment:
        'A rule that leans on another changes its meaning with it; what several share is a fact, or the family.ts of their folder.',
      severity: 'error',
      from: { path: '^src/rules/([^/]+)/' },
      to: { path: '^src/rules/', pathNot: ['^src/rules/define\\.ts$', '^src/rules/$1/family\\.ts$'] },
    },
    {
      name: 'rules-know-facts-by-type',
      comment: 'Rules are handed facts; one that computes its own escapes the reasons the engine gives for what is missing.',
      severity: 'error',
      from: { path: '^src/rules/' },
      to: { path: '^src/facts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'model-and-lib-need-no-package',
      comment:
        'What every room stands on must not change with the release of a package; RFC 8785 is the one form we do not write ourselves.',
      severity: 'error',
      from: { path: '^src/(model|lib)/', pathNot: '^src/lib/canonical-json[.]ts$' },
      to: { path: '(^|/)node_modules/' },
    },
    {
      name: 'bin-starts-the-built-program',
      comment: 'Users run what was built and packed; bin is two lines with nothing to test.',
      severity: 'error',
      from: { path: '^bin/' },
      to: { pathNot: '^dist/cli/main\\.js$' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Tests are not in the package.',
      severity: 'error',
      from: { path: '^(src|bin)/' },
      to: { path: '^test/' },
    },
    {
      name: 'source-does-not-import-what-was-built',
      comment: 'What was built may be older than the source.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(dist|bin|fixtures)/' },
    },
    {
      name: 'no-circular',
      comment: 'Modules that need each other are one module in several files.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: { orphan: true, path: '^src/.*\\.ts$' },
      to: {},
    },
    {
      name: 'everything-resolves',
      comment: 'An import that cannot be found would break at the user.',
      severity: 'error',
      from: { path: '^(src|bin)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'packages-are-declared',
      comment: 'Users get the dependencies of package.json and nothing that happens to lie beside them.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '(^|/)node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: ['(^|/)node_modules/', '^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    skipAnalysisNotInRules: true,
  },
};
