namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>What a caller asks of the world; it holds no state of either, so it can be carried out in any world.</summary>
internal delegate object Request(World world);
