import type { Reporter } from '../model/reporter.ts';
import csv from './csv.ts';
import csvControls from './csv-controls.ts';
import github from './github.ts';
import html from './html.ts';
import json from './json.ts';
import junit from './junit.ts';
import markdown from './markdown.ts';
import ndjson from './ndjson.ts';
import ocsf from './ocsf.ts';
import sarif from './sarif.ts';
import table from './table.ts';

/** Every reporter that renders a report, the default one first. */
export const REPORTERS: readonly Reporter[] = [table, json, ndjson, csv, csvControls, sarif, junit, github, markdown, ocsf, html];

/** The reporter of that id, or `undefined`. */
export const reporterById = (id: string): Reporter | undefined => REPORTERS.find((reporter) => reporter.id === id);
