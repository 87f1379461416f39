import {
  ArrowRedoRegular,
  ArrowUndoRegular,
  DeleteDismissRegular,
  DismissRegular,
  EditRegular,
  SaveRegular,
} from '@fluentui/react-icons';
import { Command, Commands } from '../../parts/Commands';
import { texts } from './texts';

/** What can be done with a segment that is looked at, or that is changed. */
export function EditorCommands(props: {
  isReadOnly: boolean;
  mayNotEdit: string | undefined;
  mayNotSave: string | undefined;
  canUndo: boolean;
  canRedo: boolean;
  isChanged: boolean;
  onEdit: () => void;
  onSave: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onDiscard: () => void;
  onClose: () => void;
}) {
  const close = <Command name={texts.close} icon={<DismissRegular />} onClick={props.onClose} />;
  return props.isReadOnly ? (
    <Commands label={texts.commands}>
      <Command
        name={texts.edit}
        icon={<EditRegular />}
        primary
        needs="edit"
        why={props.mayNotEdit}
        onClick={props.onEdit}
      />
      {close}
    </Commands>
  ) : (
    <Commands label={texts.commands}>
      <Command
        name={texts.save}
        icon={<SaveRegular />}
        primary
        needs="edit"
        why={props.mayNotSave}
        onClick={props.onSave}
      />
      <Command
        name={texts.undo}
        icon={<ArrowUndoRegular />}
        why={props.canUndo ? undefined : texts.nothingToUndo}
        onClick={props.onUndo}
      />
      <Command
        name={texts.redo}
        icon={<ArrowRedoRegular />}
        why={props.canRedo ? undefined : texts.nothingToRedo}
        onClick={props.onRedo}
      />
      <Command
        name={texts.discard}
        icon={<DeleteDismissRegular />}
        why={props.isChanged ? undefined : texts.unchanged}
        onClick={props.onDiscard}
      />
      {close}
    </Commands>
  );
}
