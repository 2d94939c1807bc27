/** Bounds on what a hostile input can cost (contract §5). */

/** Bytes of one line, array element, CSV row or HAR entry. */
export const RECORD_BYTES = 16 * 1024 * 1024;

/** Levels of nesting of one JSON record. */
export const NESTING = 100;

/** Values of one JSON record, members and elements at any depth: each takes many times its text once it is parsed. */
export const VALUES = 1_000_000;

/**
 * Characters of all that is kept of one record as text, as the names of its tool and its sender: some of it is held for as long as
 * others may share it. Credentials and arguments, of which digests are kept, are not meant.
 */
export const KEPT_CHARACTERS = 32_768;

/** Columns of a CSV header. */
export const COLUMNS = 1_000;

/** Decompressed to compressed bytes, looked at once `INFLATED_BYTES` have come out. */
export const INFLATION = 1_000;
export const INFLATED_BYTES = 64 * 1024 * 1024;

/** Records of one source that wait for another one, as a request for its answer, and characters of these. */
export const WAITING = 10_000;
export const WAITING_CHARACTERS = 32 * 1024 * 1024;

/** Characters of a name that is remembered from one record for the next, as that of a server or the id of a call. */
export const REMEMBERED_CHARACTERS = 1_024;

/** Servers of one capture of which more is remembered than what waits. */
export const REMEMBERED_SERVERS = 1_000;

/** Defects of one kind that are told one by one for a source; the rest is counted. */
export const TOLD_ONE_BY_ONE = 20;
