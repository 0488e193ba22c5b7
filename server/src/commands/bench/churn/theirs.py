# scikit-learn's side of `enlace bench churn`: python -c SCRIPT folder features rounds
import json, sys, time
import numpy, sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

folder, features, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def read(name):
    rows = numpy.fromfile(f"{folder}/{name}", dtype="<f4").reshape(-1, features + 2)
    # ours puts what is unknown below everything else
    return numpy.nan_to_num(rows[:, :features], nan=-1.0), rows[:, features].astype(int), rows[:, features + 1].astype(int)


def forest():
    return RandomForestClassifier(n_estimators=100, random_state=0, n_jobs=1)


x, left, part = read("real.f32")
areas = []
for fold in range(part.max() + 1):
    train, test = part != fold, part == fold
    model = forest().fit(x[train], left[train])
    areas.append(roc_auc_score(left[test], model.predict_proba(x[test])[:, 1]))
x, left, _ = read("grown.f32")
train_s, score_s = [], []
for _ in range(rounds):
    begun = time.perf_counter()
    model = forest().fit(x, left)
    trained = time.perf_counter()
    model.predict_proba(x)
    score_s.append(time.perf_counter() - trained)
    train_s.append(trained - begun)
print(json.dumps({
    "auc": sum(areas) / len(areas),
    "train_s": min(train_s),
    "score_s": min(score_s),
    "version": sklearn.__version__,
}))
