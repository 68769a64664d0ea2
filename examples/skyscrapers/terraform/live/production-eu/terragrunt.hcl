terraform {
  source = "../../modules/cluster"
}
