/** Bounds on what a hostile input can cost (contract §5). */

/** Bytes of one line, array element, CSV row or HAR entry. */
export const RECORD_BYTES = 16 * 1024 * 1024;

/** Levels of nesting of one JSON record. */
export const NESTING = 100;

/** Columns of a CSV header. */
export const COLUMNS = 1_000;

/** Decompressed to compressed bytes, looked at once `INFLATED_BYTES` have come out. */
export const INFLATION = 1_000;
export const INFLATED_BYTES = 64 * 1024 * 1024;

/** Records of one source that wait for another one, as a request for its answer, and characters of these. */
export const WAITING = 10_000;
export const WAITING_CHARACTERS = 32 * 1024 * 1024;

/** Servers of one capture of which more is remembered than what waits. */
export const REMEMBERED_SERVERS = 1_000;

/** Defects of one kind that are told one by one for a source; the rest is counted. */
export const TOLD_ONE_BY_ONE = 20;
