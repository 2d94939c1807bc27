const FORM = /^(\d{1,15}(?:\.\d{1,9})?)(ms|s|m|h|d)$/;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const asMilliseconds = (value: number): number | undefined => {
  const milliseconds = Math.round(value);
  return value >= 0 && Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
};

/** Reads a duration such as `500ms`, `60s`, `5m`, `1h` or `1d`, or a number of seconds, as milliseconds. `undefined` for anything else. */
export const readDuration = (duration: string | number): number | undefined => {
  if (typeof duration === 'number') return asMilliseconds(duration * 1_000);
  const [, amount, unit] = FORM.exec(duration) ?? [];
  return amount !== undefined && unit !== undefined ? asMilliseconds(Number(amount) * (UNITS[unit] ?? Number.NaN)) : undefined;
};
