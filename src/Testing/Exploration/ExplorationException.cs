namespace DurableSagas.Testing.Exploration;

/// <summary>On one of the explored paths, the saga or its participants did what they must not.</summary>
/// <param name="path">What went wrong on it.</param>
public sealed class ExplorationException(string path, string message, Exception? cause) : Exception(message, cause)
{
    public string Path { get; } = path;
}
