from jobcentres.models.access_log import AccessLogEntry
from jobcentres.models.access_token import AccessToken
from jobcentres.models.area import Area
from jobcentres.models.attempt import TryCounter
from jobcentres.models.change import Change, Installation, RecordEdit
from jobcentres.models.cluster import Cluster, ClusterMember, ClusterScheme
from jobcentres.models.jobcentre import Jobcentre, ServedMunicipality
from jobcentres.models.seal import Seal
from jobcentres.models.user import Assignment, User

__all__ = [
    "AccessLogEntry",
    "AccessToken",
    "Area",
    "Assignment",
    "Change",
    "Cluster",
    "ClusterMember",
    "ClusterScheme",
    "Installation",
    "Jobcentre",
    "RecordEdit",
    "Seal",
    "ServedMunicipality",
    "TryCounter",
    "User",
]
