import { dataWithoutCredentials } from '../../lib/credential-text.ts';
import base64 from './base64.ts';
import bearer from './bearer.ts';
import between from './between.ts';
import get from './get.ts';
import hash from './hash.ts';
import ip from './ip.ts';
import item from './item.ts';
import json from './json.ts';
import jwt from './jwt.ts';
import jwtHeader from './jwt-header.ts';
import keyValue from './key-value.ts';
import lower from './lower.ts';
import prefix from './prefix.ts';
import route from './route.ts';
import scheme from './scheme.ts';
import split from './split.ts';
import time from './time.ts';
import type { Step, Transform } from './transform.ts';
import trim from './trim.ts';
import upper from './upper.ts';
import values from './values.ts';

/** The steps that a mapping may name, in the order of the alphabet. */
export const TRANSFORMS: readonly Transform[] = [
  base64,
  bearer,
  between,
  get,
  hash,
  ip,
  item,
  json,
  jwt,
  jwtHeader,
  keyValue,
  lower,
  prefix,
  route,
  scheme,
  split,
  time,
  trim,
  upper,
  values,
];

/** A step by name; the mapping has been checked, so that it is there. */
const transformNamed = (name: string): Transform => {
  const transform = TRANSFORMS.find(({ id }) => id === name);
  if (!transform) throw new Error(`there is no step ${name}`);
  return transform;
};

/** A step by name and argument. */
export const stepNamed = (name: string, argument: unknown): Step => transformNamed(name).step(argument);

type NamedStep = readonly [name: string, argument: unknown];

/**
 * Steps by name and argument. Of a field that is to hold no credential each step that comes after those made for one is handed values
 * without credentials: what a step cuts out of one could not be told any more (contract §5).
 */
export const stepsNamed = (named: readonly NamedStep[], holdsCredential: boolean): readonly Step[] => {
  const last = named.findLastIndex(([name]) => transformNamed(name).takesCredential);
  return named.map(([name, argument], index) => {
    const step = stepNamed(name, argument);
    return holdsCredential || index <= last ? step : (value) => step(dataWithoutCredentials(value));
  });
};
