// A game's home button leads its frame here; the page around the frame listens.
parent.postMessage("croupier:left", "*");
