// The wall chart comes drawn from the server; this adds zooming in place, keys, notes beside the pointer, trying a date.
import { watchFolds, watchZoom } from "../wall/axis";
import { watchKeys } from "../wall/keys";
import { watchRoom } from "../wall/room";
import { watchTips } from "../wall/tips";
import { watchTries } from "../wall/tries";

watchZoom();
watchFolds();
watchTips();
watchKeys();
watchTries();
watchRoom();
