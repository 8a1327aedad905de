using System.Text.Json;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Properties;

/// <summary>A text and what becomes of it, from <c>content-cases.json</c>, which browser, server and database are held to alike.</summary>
/// <param name="Units">The text in UTF-16, where JSON cannot hold it.</param>
/// <param name="Verdict"><c>sent</c>, <c>empty</c>, <c>too_long</c> or <c>invalid</c>.</param>
/// <param name="Length">Once trimmed, in code points.</param>
internal sealed record ContentCase(
    string Name, string Verdict, string Text = "", ushort[]? Units = null, int Times = 1, string Before = "", string After = "", int Length = 0)
{
    public static IReadOnlyList<ContentCase> All { get; } = JsonSerializer.Deserialize<List<ContentCase>>(
        File.ReadAllText(Path.Combine(Repository.Root, "PartnerChat.Tests", "Properties", "content-cases.json")), JsonSerializerOptions.Web)!;

    public string Content => Before + (Units is null ? string.Concat(Enumerable.Repeat(Text, Times)) : new string([.. Units.Select(u => (char)u)])) + After;
}
