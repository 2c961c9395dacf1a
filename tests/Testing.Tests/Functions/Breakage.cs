namespace DurableSagas.Testing.Tests.Functions;

/// <summary>Which work fails, until it is mended.</summary>
public sealed class Breakage
{
    private readonly HashSet<string> _broken = [];

    public Breakage Break(string work)
    {
        _broken.Add(work);
        return this;
    }

    public void Mend() => _broken.Clear();

    public bool Breaks(string work) => _broken.Contains(work);
}
