import { makeStyles, Toolbar, ToolbarButton, ToolbarDivider, Tooltip, tokens } from '@fluentui/react-components';
import {
  ArrowRedoRegular,
  ArrowUndoRegular,
  ClipboardPasteRegular,
  CopyRegular,
  DeleteRegular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { texts } from '../texts';
import type { TileActions } from './useTileActions';
import type { Editor } from './useEditor';

const useStyles = makeStyles({
  tools: {
    position: 'absolute',
    zIndex: 5,
    top: tokens.spacingVerticalS,
    left: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
  },
});

/** What is done with tiles. */
export function Tools(props: { editor: Editor; actions: TileActions }) {
  const { editor, actions } = props;
  const noTile = editor.tile === undefined ? texts.selectTile : undefined;
  return (
    <Toolbar size="small" aria-label={texts.tools} className={useStyles().tools}>
      <Tool
        name={texts.undo}
        icon={<ArrowUndoRegular />}
        why={editor.canUndo ? undefined : texts.nothingToUndo}
        act={editor.undo}
      />
      <Tool
        name={texts.redo}
        icon={<ArrowRedoRegular />}
        why={editor.canRedo ? undefined : texts.nothingToRedo}
        act={editor.redo}
      />
      <ToolbarDivider />
      <Tool name={texts.copyTile} icon={<CopyRegular />} why={noTile} act={editor.copy} />
      <Tool
        name={texts.paste}
        icon={<ClipboardPasteRegular />}
        why={editor.canPaste ? undefined : texts.nothingCopied}
        act={() => actions.paste()}
      />
      <Tool name={texts.removeTile} icon={<DeleteRegular />} why={noTile} act={actions.remove} />
    </Toolbar>
  );
}

function Tool(props: { name: string; icon: ReactElement; why: string | undefined; act: () => void }) {
  return (
    <Tooltip content={props.why === undefined ? props.name : `${props.name}: ${props.why}`} relationship="label">
      <ToolbarButton icon={props.icon} disabledFocusable={props.why !== undefined} onClick={props.act} />
    </Tooltip>
  );
}
