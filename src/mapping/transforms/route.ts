import { inCapitals, isMethod } from '../../readers/http/method.ts';
import { nameRoute } from '../../readers/http/route.ts';
import { ofText, type Transform } from './transform.ts';

/** `POST /users/123?x=1 HTTP/1.1` as `POST /users/{}`, the name that a plain HTTP request gets (contract §3.2). */
const routeOf = (text: string): string | undefined => {
  const [method, url] = text.trim().split(/\s+/, 2);
  return method && url && isMethod(method) ? nameRoute(inCapitals(method), url) : undefined;
};

const transform: Transform = { id: 'route', step: () => ofText(routeOf) };

export default transform;
