location     = "westeurope"
cluster_name = "aks-vars"
node_count   = 5
zones        = ["1", "2", "3"]
