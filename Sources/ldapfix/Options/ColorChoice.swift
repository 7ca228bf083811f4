/// When to use colour.
enum ColorChoice: String, ChoiceArgument {
  case auto, always, never
}
