import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { texts as partTexts } from '../../texts';
import { kindOf } from '../../tiles';
import type { Numbers } from '../live/numbers';
import { NumbersList } from '../live/NumbersList';
import { replace } from '../model/commands';
import { ENTRY, EXIT } from '../model/layout';
import type { Tile } from '../model/tiles';
import { texts } from '../texts';
import { EntryPane } from './EntryPane';
import { ExitPane } from './ExitPane';
import { FaultList } from './FaultList';
import type { Found } from './useCheck';
import type { Editor } from './useEditor';

const useStyles = makeStyles({
  pane: {
    width: '380px',
    flexShrink: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: tokens.spacingHorizontalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    '@media (max-width: 900px)': { width: '100%', borderLeft: 'none', overflowY: 'visible' },
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { ...typographyStyles.subtitle1, flex: 1, margin: 0, ':focus': { outlineStyle: 'none' } },
  fields: {
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    alignItems: 'stretch',
    '& .fui-Button': { alignSelf: 'start' },
    // What is only read has nothing to press.
    '&:disabled .fui-Button:not(.fui-ToggleButton)': { display: 'none' },
    '&:disabled .fui-Radio:not(:has(:checked))': { display: 'none' },
    '&:disabled .fui-Radio .fui-Radio__label, &:disabled .fui-Checkbox .fui-Checkbox__label': {
      color: tokens.colorNeutralForeground1,
    },
    '&:disabled .fui-Radio .fui-Radio__indicator': { display: 'none' },
  },
});

/** What is selected, to be read and changed. */
export function Pane(props: {
  editor: Editor;
  found: Found[];
  numbers: Numbers | undefined;
  /** Changes when the keyboard asks for the pane: the focus goes into it. */
  asked: number;
  onClose: () => void;
}) {
  const styles = useStyles();
  const { editor, found } = props;
  const { tile, selected } = editor;
  const kind = tile && kindOf(tile.kind);
  const name = kind?.name ?? (selected === EXIT ? texts.exit : texts.entry);
  const title = useRef<HTMLHeadingElement>(null);
  const { asked } = props;
  useEffect(() => {
    if (asked > 0) {
      title.current?.focus();
    }
  }, [asked]);
  return (
    <aside
      className={styles.pane}
      aria-label={name}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && props.onClose()}
    >
      <div className={styles.head}>
        {kind?.icon}
        <h2 className={styles.title} tabIndex={-1} ref={title}>
          {name}
        </h2>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={partTexts.close} onClick={props.onClose} />
      </div>
      {found.length > 0 && <FaultList found={found} />}
      {props.numbers && <NumbersList numbers={props.numbers} />}
      <fieldset key={selected} className={styles.fields} disabled={editor.isReadOnly}>
        {fieldsOf(editor, tile)}
      </fieldset>
    </aside>
  );
}

function fieldsOf(editor: Editor, tile: Tile | undefined): ReactElement | ReactNode {
  if (tile) {
    const { Edit } = kindOf(tile.kind);
    return <Edit tile={tile} change={(after, field) => editor.edit(replace(after as Tile), `${tile.key}.${field}`)} />;
  }
  return editor.selected === ENTRY ? <EntryPane editor={editor} /> : <ExitPane editor={editor} />;
}
