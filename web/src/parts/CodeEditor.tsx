import { autocompletion, type CompletionSource } from '@codemirror/autocomplete';
import { html } from '@codemirror/lang-html';
import { markdown } from '@codemirror/lang-markdown';
import { yamlFrontmatter } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { makeStyles, tokens } from '@fluentui/react-components';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import type { Fault } from '../api/client';
import { nonce } from '../api/nonce';
import { useIsDark } from '../shell/theme';

const useStyles = makeStyles({
  editor: {
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    '& .cm-editor': { height: '560px', backgroundColor: tokens.colorNeutralBackground1 },
    '& .cm-content': { fontFamily: tokens.fontFamilyMonospace, caretColor: tokens.colorNeutralForeground1 },
    '& .cm-gutters': { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground3 },
    '& .cm-activeLine, & .cm-activeLineGutter': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
});

/** Colours that can be read in both themes. */
const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.heading, fontWeight: 'bold' },
  { tag: tags.strong, fontWeight: 'bold' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: [tags.link, tags.url], color: tokens.colorBrandForegroundLink },
  {
    tag: [tags.propertyName, tags.tagName, tags.definition(tags.propertyName)],
    color: tokens.colorPaletteBlueForeground2,
  },
  { tag: [tags.string, tags.attributeValue], color: tokens.colorPaletteGreenForeground1 },
  { tag: tags.attributeName, color: tokens.colorPaletteMarigoldForeground2 },
  {
    tag: [tags.comment, tags.meta, tags.processingInstruction, tags.punctuation],
    color: tokens.colorNeutralForeground3,
  },
]);

/** The place of a fault in a text. */
function diagnostic(fault: Fault, state: EditorState): Diagnostic {
  const line = state.doc.line(Math.min(Math.max(fault.line ?? 1, 1), state.doc.lines));
  const from = Math.min(line.from + Math.max((fault.column ?? 1) - 1, 0), line.to);
  return {
    from,
    to: fault.column === undefined ? line.to : Math.min(from + 1, line.to),
    severity: 'error',
    message: fault.message,
  };
}

/** An editor of a text, with its faults where they are. */
export default function CodeEditor(props: {
  label: string;
  text: string;
  language: 'html' | 'markdown' | 'text';
  faults: Fault[];
  readOnly: boolean;
  complete?: CompletionSource;
  onChange: (text: string) => void;
}) {
  const styles = useStyles();
  const dark = useIsDark();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const change = useRef(props.onChange);
  const complete = useRef(props.complete);
  useEffect(() => {
    change.current = props.onChange;
    complete.current = props.complete;
  });

  const { label, language, readOnly } = props;
  const initial = useRef(props.text);
  useEffect(() => {
    const languages: Record<typeof language, Extension> = {
      html: yamlFrontmatter({ content: html() }),
      markdown: yamlFrontmatter({ content: markdown() }),
      text: [],
    };
    const editor = new EditorView({
      parent: place.current ?? document.body,
      state: EditorState.create({
        doc: view.current?.state.doc ?? initial.current,
        extensions: [
          basicSetup,
          languages[language],
          syntaxHighlighting(HIGHLIGHT),
          lintGutter(),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(nonce),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorState.readOnly.of(readOnly),
          autocompletion({ override: [(context) => complete.current?.(context) ?? null] }),
          EditorView.theme({}, { dark }),
          EditorView.updateListener.of((update) => update.docChanged && change.current(update.state.doc.toString())),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, language, readOnly, dark]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== props.text) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.text } });
    }
  }, [props.text]);

  const { faults } = props;
  useEffect(() => {
    const editor = view.current;
    if (editor) {
      const found = faults.map((fault) => diagnostic(fault, editor.state));
      editor.dispatch(setDiagnostics(editor.state, found));
    }
  }, [faults]);

  return <div ref={place} className={styles.editor} />;
}
