extension Array {
  /// How many elements at the start satisfy `predicate`, where no later one does: a binary search.
  package func prefixCount(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
