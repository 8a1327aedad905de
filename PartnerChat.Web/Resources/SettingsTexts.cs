namespace PartnerChat.Web.Resources;

/// <summary>The words of the settings page, and of the notifications that are switched on there.</summary>
public sealed class SettingsTexts;
