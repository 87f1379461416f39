import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import { ClipboardPasteRegular } from '@fluentui/react-icons';
import { KINDS, kindOf, makeTile } from '../../tiles';
import type { Place } from '../model/commands';
import type { Tile } from '../model/tiles';
import { texts } from '../texts';

/** Where a tile is added, and the button that was pressed for it. */
export interface Adding {
  place: Place;
  button: HTMLElement;
}

/** The kinds of tiles, at the + that was pressed. */
export function AddMenu(props: {
  adding: Adding;
  onAdd: (place: Place, tile: Tile) => void;
  onPaste: ((place: Place) => void) | undefined;
  /** What pasting does. */
  pasteWords: string;
  onClose: () => void;
}) {
  const { place, button } = props.adding;
  return (
    <Menu
      open
      positioning={{ target: button, position: 'below', align: 'start' }}
      onOpenChange={(_, { open }) => {
        if (!open) {
          props.onClose();
          button.focus({ preventScroll: true });
        }
      }}
    >
      <MenuPopover>
        <MenuList aria-label={texts.addTile}>
          {KINDS.map((kind) => (
            <MenuItem key={kind} icon={kindOf(kind).icon} onClick={() => props.onAdd(place, makeTile(kind))}>
              {kindOf(kind).name}
            </MenuItem>
          ))}
          {props.onPaste && (
            <>
              <MenuDivider />
              <MenuItem icon={<ClipboardPasteRegular />} onClick={() => props.onPaste?.(place)}>
                {props.pasteWords}
              </MenuItem>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
