namespace DurableSagas.SagaFunctions.Page;

/// <summary>A file of the page as it is sent.</summary>
/// <param name="Name">With a hash of its content, so that what is cached is never old.</param>
internal sealed record PageFile(string Name, string Text, string ContentType, string Hash);
