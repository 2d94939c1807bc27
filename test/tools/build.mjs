// Builds dist from src: the program, and the threads that it starts.
import { rmSync } from 'node:fs';
import { bundle, inRoot } from './bundle.mjs';

rmSync(inRoot('dist'), { recursive: true, force: true });
await bundle(['cli/main', 'workers/settle-thread', 'workers/judge-thread'], inRoot('dist'));
