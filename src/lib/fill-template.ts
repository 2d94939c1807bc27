/**
 * Fills `{name}` in a template such as `repo:{resource}:write`. `undefined` where a value is missing, or holds white space,
 * which would make one scope into two.
 */
export const fillTemplate = (template: string, values: Readonly<Record<string, string | undefined>>): string | undefined => {
  if (!template.includes('{')) return template;
  let complete = true;
  const filled = template.replace(/\{([a-z_]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || /\s/.test(value)) complete = false;
    return value ?? '';
  });
  return complete ? filled : undefined;
};
