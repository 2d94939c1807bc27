import type { Container } from './container.ts';

const container: Container = {
  id: 'json-string',
  title: 'a record written as a JSON string',
  strip: (line) => {
    if (!line.startsWith('"') || !line.endsWith('"') || !/^"\s*(?:\{|\[)/.test(line)) return undefined;
    try {
      return { text: JSON.parse(line) as string };
    } catch {
      return undefined;
    }
  },
};

export default container;
