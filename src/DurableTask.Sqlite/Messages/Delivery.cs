using DurableSagas.DurableTask.Sqlite.Instances;

namespace DurableSagas.DurableTask.Sqlite.Messages;

/// <summary>A message that has been recorded for an instance and is now to be brought to it; none: it is to look what it has.</summary>
internal readonly record struct Delivery(InstanceKey Target, Message? Message);
