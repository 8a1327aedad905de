using Microsoft.Playwright;

namespace PartnerChat.Tests.Pictures;

/// <summary>The page that shows them: <c>docs/pictures.md</c>.</summary>
internal static class GalleryPage
{
    private const string Head =
        """
        # Every state

        `scripts/pictures.sh` makes this page and its pictures from the running app. `PartnerChat.Tests/Pictures/Gallery.cs` is the list of them.
        """;

    public static string Write(IEnumerable<Act> acts) => string.Join("\n\n", acts.SelectMany(Paragraphs).Prepend(Head)) + "\n";

    private static IEnumerable<string> Paragraphs(Act act) => act.Scenes.SelectMany(Paragraphs).Prepend($"## {act.Title}");

    private static IEnumerable<string> Paragraphs(Scene scene) =>
        [$"**{scene.Caption}**", .. scene.Looks.Select(look => string.Join("\n", Scene.Themes.Select(theme => Image(scene, look, theme))))];

    private static string Image(Scene scene, Look look, ColorScheme theme) =>
        $"<img src=\"pictures/{scene.FileOf(look, theme)}\" alt=\"{scene.Caption}: {Scene.NameOf(theme)}, {look.Words}\" width=\"{(look.Width <= 480 ? 240 : 420)}\">";
}
