import { Button, Field, Input, Text } from '@fluentui/react-components';
import { AddRegular, ArrowSplitRegular } from '@fluentui/react-icons';
import { PathBox } from '../journeys/fields/PathBox';
import { restOf } from '../journeys/model/layout';
import { newPath, type Path } from '../journeys/model/tiles';
import type { EditProps, TileKind } from './kind';
import { texts } from './texts';

export const split: TileKind<'split'> = {
  name: texts.kinds.split,
  icon: <ArrowSplitRegular />,
  describe: ({ paths }) => paths.map((path) => `${path.share} %`).join(' · '),
  make: () => ({ data: {}, paths: [newPath('share', { share: '50' }), newPath('share', { share: '50' })] }),
  Edit,
};

function Edit({ tile, change }: EditProps<'split'>) {
  const { paths } = tile;
  const put = (after: Path[], field: string) => change({ ...tile, paths: after }, field);
  const rest = restOf(tile);
  return (
    <>
      {paths.map((path, index) => (
        <PathBox
          key={path.key}
          number={index + 1}
          {...(paths.length > 1
            ? {
                onRemove: () =>
                  put(
                    paths.filter((it) => it !== path),
                    `remove-${path.key}`,
                  ),
              }
            : {})}
        >
          <Field label={texts.share} required>
            <Input
              type="number"
              min={0}
              max={100}
              value={path.share}
              onChange={(_, { value }) =>
                put(
                  paths.map((it) => (it === path ? { ...it, share: value } : it)),
                  `share-${path.key}`,
                )
              }
            />
          </Field>
        </PathBox>
      ))}
      {rest > 0 && <Text>{texts.rest(String(rest))}</Text>}
      <Button
        icon={<AddRegular />}
        onClick={() => put([...paths, newPath('share', { share: String(rest) })], `add-${paths.length}`)}
      >
        {texts.addPath}
      </Button>
    </>
  );
}
