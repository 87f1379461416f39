import { makeStyles, Toolbar, ToolbarDivider, tokens } from '@fluentui/react-components';
import {
  ArrowRedoRegular,
  ArrowUndoRegular,
  ClipboardPasteRegular,
  CopyRegular,
  CutRegular,
  DeleteRegular,
} from '@fluentui/react-icons';
import { IconCommand } from '../../parts/Commands';
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
      <IconCommand
        name={texts.undo}
        icon={<ArrowUndoRegular />}
        why={editor.canUndo ? undefined : texts.nothingToUndo}
        onClick={actions.undo}
      />
      <IconCommand
        name={texts.redo}
        icon={<ArrowRedoRegular />}
        why={editor.canRedo ? undefined : texts.nothingToRedo}
        onClick={actions.redo}
      />
      <ToolbarDivider />
      <IconCommand name={texts.cutTile} icon={<CutRegular />} why={noTile} onClick={editor.cut} />
      <IconCommand name={texts.copyTile} icon={<CopyRegular />} why={noTile} onClick={editor.copy} />
      <IconCommand
        name={texts.paste}
        icon={<ClipboardPasteRegular />}
        why={editor.canPaste ? undefined : texts.nothingCopied}
        onClick={() => actions.paste()}
      />
      <IconCommand name={texts.removeTile} icon={<DeleteRegular />} why={noTile} onClick={actions.remove} />
    </Toolbar>
  );
}
