/** Whether what was counted is the habit of a log rather than a stray line: more than half. */
export const isMajority = (count: number, all: number): boolean => count * 2 > all;
