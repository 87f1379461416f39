import { completeFromList, type Completion, type CompletionContext } from '@codemirror/autocomplete';
import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { tokens } from '@fluentui/react-components';
import type { Fault } from '../../api/client';
import { INTERACTION_NAMES, type Catalogue, type Place } from './catalogue';
import { printName } from './print';
import { UNITS } from './tree';

const WORDS = [
  ...[
    'and',
    'or',
    'not',
    'in',
    'is',
    'missing',
    'between',
    'where',
    'contains',
    'starts with',
    'ends with',
    'within last',
  ],
  ...[
    'within next',
    'anniversary of',
    'today',
    'now',
    'ago',
    'from now',
    'in segment',
    'any',
    'count',
    'sum',
    'avg',
    'min',
  ],
  ...['max', 'true', 'false', 'date', 'timestamp', ...UNITS],
];
const KEYWORDS = new Set([...WORDS.flatMap((it) => it.split(' ')), ...UNITS.map((it) => it.slice(0, -1)), 'ever']);

const TOKENS = /'(?:''|[^'])*'?|"(?:""|[^"])*"?|[\p{L}_][\p{L}\p{M}\p{N}_]*|\d+(?:\.\d+)?/gu;

const look = (token: string) => {
  if (token.startsWith("'")) {
    return 'cm-text';
  }
  return /^\d/.test(token) ? 'cm-number' : KEYWORDS.has(token.toLowerCase()) ? 'cm-keyword' : undefined;
};

const marks = new MatchDecorator({
  regexp: TOKENS,
  decorate: (add, from, to, [token]) => {
    const name = look(token);
    if (name !== undefined) {
      add(from, to, Decoration.mark({ class: name }));
    }
  },
});

/** Colours for the segment language; what is right in it only the server says. */
export const coloured = [
  ViewPlugin.define(
    (view) => ({
      marks: marks.createDeco(view),
      update(update: ViewUpdate) {
        this.marks = marks.updateDeco(update, this.marks);
      },
    }),
    { decorations: (plugin) => plugin.marks },
  ),
  EditorView.theme({
    '.cm-keyword': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
    '.cm-text': { color: tokens.colorPaletteGreenForeground1 },
    '.cm-number': { color: tokens.colorPaletteDarkOrangeForeground1 },
  }),
];

/** The names that can stand in a text, and the words of the language. */
export function completions(
  catalogue: Catalogue,
  place: Place,
): (context: CompletionContext) => ReturnType<typeof source> {
  const relations = Object.keys(place.toMany);
  const targets = [place, ...relations.map((it) => catalogue.related(place, it))].filter((it) => it !== undefined);
  const columns = targets.flatMap((it) => catalogue.columns(it).map((column) => column.path.map(printName).join('.')));
  const options: Completion[] = [
    ...[...new Set(columns)].map((label) => ({ label, type: 'variable' })),
    ...[...relations.map(printName), ...(place.isAudience ? [...INTERACTION_NAMES, 'event'] : [])].map((label) => ({
      label,
      type: 'class',
    })),
    ...WORDS.map((label) => ({ label, type: 'keyword' })),
  ];
  const source = completeFromList(options);
  return (context) => {
    const before = context.state.sliceDoc(0, context.pos);
    const isInText = (before.match(/'/g)?.length ?? 0) % 2 === 1;
    return isInText ? null : source(context);
  };
}

/** The faults of a text where they stand in it: as far as the word goes. */
export function diagnostics(faults: Fault[], text: Text): Diagnostic[] {
  return faults.map((fault) => {
    const line = text.line(Math.min(Math.max(fault.line ?? 1, 1), text.lines));
    const from = Math.min(line.from + Math.max((fault.column ?? 1) - 1, 0), line.to);
    const word = /^[\p{L}\p{N}_]+|^'[^']*'?/u.exec(text.sliceString(from, line.to))?.[0].length ?? 1;
    return { from, to: Math.min(from + word, line.to), severity: 'error' as const, message: fault.message };
  });
}
