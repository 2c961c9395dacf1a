namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>Every public type of Microsoft's assemblies, from the lists beside the tests.</summary>
internal sealed class ApiLists
{
    private const string AllowedFile = "allowed-newer-members.txt";
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "ApiLists");

    private readonly Dictionary<string, ApiType> _types = [];
    private readonly HashSet<string> _keys = [];

    public ApiLists(IEnumerable<ApiType> types)
    {
        foreach (var type in types)
        {
            // Two assemblies may have a type of one name: ServiceCollectionExtensions is in Worker and in Worker.Core.
            _types[type.Name] = _types.TryGetValue(type.Name, out var other)
                ? type with { Members = [.. other.Members, .. type.Members] }
                : type;
            _keys.UnionWith(type.Members.SelectMany(member => MemberShape.Of(member.Signature).Keys(type.Name)));
        }
    }

    public static ApiLists Listed { get; } = new(Microsofts());

    public static IReadOnlyList<ApiType> Allowed { get; } = ApiListParser.Parse(File.ReadAllText(Path.Combine(_folder, AllowedFile)));

    public static ApiLists ListedOrAllowed { get; } = new([.. Microsofts(), .. Allowed]);

    public IEnumerable<ApiType> Types => _types.Values;

    public ApiType? Find(string name) => _types.GetValueOrDefault(name);

    /// <param name="key">As <see cref="MemberShape.Keys"/> writes it.</param>
    public bool HasMember(string key) => _keys.Contains(key);

    private static IEnumerable<ApiType> Microsofts() => Directory.EnumerateFiles(_folder, "*.txt")
        .Where(file => Path.GetFileName(file) != AllowedFile)
        .SelectMany(file => ApiListParser.Parse(File.ReadAllText(file)));
}
