/** Places that a block may have: the id of a record is that of its block times this, plus its place. */
export const PLACES = 65_536;
