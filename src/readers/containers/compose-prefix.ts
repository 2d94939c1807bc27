import type { Container } from './container.ts';

/** `tool-server-1  | {...}` */
const PREFIX = /^[\w.-]{1,128}-\d{1,4} {1,128}\| ?/;

const container: Container = {
  id: 'compose-prefix',
  title: 'docker compose logs',
  strip: (line) => {
    const prefix = PREFIX.exec(line)?.[0];
    return prefix === undefined ? undefined : { text: line.slice(prefix.length) };
  },
};

export default container;
