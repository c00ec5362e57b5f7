//! The JSON Schema of a dataset.

/// Returns the JSON Schema of a dataset.
pub fn schema() -> serde_json::Value {
    serde_json::json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object" })
}
