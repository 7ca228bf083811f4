/// The names of the options that are read, as elements and as parameters.
package enum OptionName: String, Sendable {
  case signAndSeal = "sign-and-seal"
  case sslBind = "ssl-bind"
  case simpleBind = "simple-bind"
}
