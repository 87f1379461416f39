import { autocompletion } from '@codemirror/autocomplete';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Fault } from '../../api/client';
import { nonce } from '../../api/nonce';
import { coloured, completions, diagnostics } from './language';
import { useScope } from './scope';
import { texts } from './texts';

const useStyles = makeStyles({
  view: {
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    ':focus-within': { border: `1px solid ${tokens.colorCompoundBrandStroke}` },
  },
});

const LOOK = EditorView.theme({
  '&': { color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorNeutralBackground1 },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase300,
    caretColor: tokens.colorNeutralForeground1,
    minHeight: '96px',
  },
  '.cm-scroller': { maxHeight: '280px', overflow: 'auto' },
  '.cm-gutters': { backgroundColor: tokens.colorNeutralBackground2, border: 'none' },
  '.cm-tooltip': {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1Selected,
  },
});

/** The segment as text, with its faults where they stand. It has no history of its own: undo is the builder's. */
export function QueryView(props: {
  text: string;
  faults: Fault[];
  isReadOnly: boolean;
  onChange: (text: string) => void;
}) {
  const styles = useStyles();
  const { catalogue, place } = useScope();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const mode = useRef(new Compartment());
  const names = useRef(new Compartment());
  const { text, faults, isReadOnly } = props;
  const typed = useEffectEvent((changed: string) => {
    if (changed !== text) {
      props.onChange(changed);
    }
  });
  const first = useEffectEvent(() => text);

  useEffect(() => {
    if (host.current === null) {
      return undefined;
    }
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first(),
        extensions: [
          ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
          LOOK,
          coloured,
          lintGutter(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': texts.queryText }),
          names.current.of([]),
          mode.current.of([]),
          EditorView.updateListener.of((update) => update.docChanged && typed(update.state.doc.toString())),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({
      effects: names.current.reconfigure(autocompletion({ override: [completions(catalogue, place)] })),
    });
  }, [catalogue, place]);

  useEffect(() => {
    view.current?.dispatch({
      effects: mode.current.reconfigure([
        EditorState.readOnly.of(isReadOnly),
        EditorView.editable.of(!isReadOnly),
        EditorView.contentAttributes.of({ tabindex: '0' }), // who only reads scrolls with the keyboard too
      ]),
    });
  }, [isReadOnly]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
    }
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    editor?.dispatch(setDiagnostics(editor.state, diagnostics(faults, editor.state.doc)));
  }, [faults]);

  return <div ref={host} className={styles.view} data-testid="query" />;
}
